import type { ResourceTable, Tables } from '#store/schema.ts';
import type { QuotaName } from '#world/world.ts';

/**
 * What is known about a type of resource, apart from its rows. Code that treats all types alike
 * (tags, projects, quotas, the architecture test, the invariants that the suites check) reads it
 * here. What a type does not have is null, so that nobody leaves it out by mistake.
 */
export interface ResourceKind {
  /** The module that alone writes the table: `vpc/network-interface` below src/services. */
  readonly owner: string;
  /** The statuses in which a resource stays; it leaves every other status by itself. */
  readonly settled: readonly string[];
  /** Its name in the tag actions of its service; null if it has no tags. */
  readonly tagType: string | null;
  /** Its name in TRNs, such as `vpc:eni`; null if it cannot be moved between projects. */
  readonly trn: string | null;
  /** Resources that move with it: the rows of `table` whose `column` has its id. */
  readonly movesAlong?: { readonly table: ResourceTable; readonly column: 'subnet_id' };
  /** The quota of an account in a region against which it counts; null if there is none. */
  readonly quota: QuotaName | null;
}

/** In the order in which a writer locks rows of several tables. */
export const RESOURCES = {
  instance: {
    owner: 'ecs/instance',
    settled: ['RUNNING', 'STOPPED', 'ERROR'],
    tagType: 'instance',
    trn: 'ecs:instance',
    quota: 'Instances',
  },
  network_interface: {
    owner: 'vpc/network-interface',
    settled: ['Available', 'InUse'],
    tagType: 'eni',
    trn: 'vpc:eni',
    quota: 'NetworkInterfaces',
  },
  eip: {
    owner: 'vpc/eip',
    settled: ['Available', 'Attached'],
    tagType: 'eip',
    trn: 'vpc:eip',
    quota: 'Eips',
  },
  ha_vip: {
    owner: 'vpc/ha-vip',
    settled: ['Available', 'InUse'],
    tagType: 'havip',
    trn: null,
    quota: 'HaVips',
  },
  security_group: {
    owner: 'vpc/security-group',
    settled: ['Available'],
    tagType: 'securitygroup',
    trn: 'vpc:securitygroup',
    quota: 'SecurityGroups',
  },
  subnet: {
    owner: 'vpc/subnet',
    settled: ['Available'],
    tagType: 'subnet',
    trn: 'vpc:subnet',
    quota: null,
    // A virtual IP has no project of its own. Source: CreateHaVip.
    movesAlong: { table: 'ha_vip', column: 'subnet_id' },
  },
  route_table: {
    owner: 'vpc/route-table',
    settled: ['Available'],
    tagType: 'routetable',
    trn: 'vpc:routetable',
    quota: null,
  },
  route_entry: {
    owner: 'vpc/route-entry',
    settled: ['Available'],
    tagType: null,
    trn: null,
    quota: null,
  },
  prefix_list: {
    owner: 'vpc/prefix-list',
    settled: ['Available'],
    tagType: 'prefixlist',
    trn: 'vpc:prefixlist',
    quota: 'PrefixLists',
  },
  network_acl: {
    owner: 'vpc/network-acl',
    settled: ['Available'],
    tagType: 'networkacl',
    trn: null,
    quota: null,
  },
  ipv6_gateway: {
    owner: 'vpc/ipv6-gateway',
    settled: ['Available'],
    tagType: 'ipv6gateway',
    trn: null,
    quota: null,
  },
  ipv6_address_bandwidth: {
    owner: 'vpc/ipv6-address-bandwidth',
    settled: ['Available'],
    tagType: 'ipv6addressbandwidth',
    trn: null,
    quota: null,
  },
  ipv6_egress_only_rule: {
    owner: 'vpc/ipv6-egress-only-rule',
    settled: ['Available'],
    tagType: null,
    trn: null,
    quota: null,
  },
  vpc: {
    owner: 'vpc/vpc',
    settled: ['Available'],
    tagType: 'vpc',
    trn: 'vpc:vpc',
    quota: 'Vpcs',
  },
  key_pair: {
    owner: 'ecs/key-pair',
    settled: ['Available'],
    tagType: 'keypair',
    trn: 'ecs:keypair',
    quota: 'KeyPairs',
  },
  scheduled_instance: {
    owner: 'ecs/scheduled-instance',
    settled: ['Reserved', 'Delivered', 'Released', 'Failed', 'Canceled'],
    tagType: 'scheduledinstance',
    trn: 'ecs:scheduledinstance',
    quota: null,
  },
} as const satisfies Readonly<Record<ResourceTable, ResourceKind>>;

/** Every other table, and the module below src that alone writes it. */
export const OTHER_TABLES = {
  vpc_ipv4_block: 'services/vpc/vpc',
  vpc_ipv6_block: 'services/vpc/vpc',
  address: 'services/vpc/subnet',
  security_group_rule: 'services/vpc/security-group',
  network_interface_security_group: 'services/vpc/network-interface',
  interface_tally: 'services/vpc/network-interface',
  prefix_list_entry: 'services/vpc/prefix-list',
  route_table_subnet: 'services/vpc/route-table',
  network_acl_entry: 'services/vpc/network-acl',
  network_acl_subnet: 'services/vpc/network-acl',
  ha_vip_member: 'services/vpc/ha-vip',
  instance_iam_role: 'services/ecs/instance-iam-role',
  tag: 'services/vpc/tag',
  session_key: 'services/sts/session-key',
  account: 'core',
  failed_task: 'core',
  usage: 'core',
  client_token: 'gateway',
  secret: 'gateway',
  intent: 'reconcile',
  network_revision: 'reconcile',
  plane_host: 'reconcile',
  instance_binding: 'services/ecs/instance',
  seed: 'world',
  manual_clock: 'world',
} as const satisfies Readonly<Record<Exclude<keyof Tables, ResourceTable>, string>>;

/** Every type with its table, in the order in which writers lock. */
export const RESOURCE_KINDS = Object.entries(RESOURCES) as readonly (readonly [
  ResourceTable,
  ResourceKind,
])[];

/** The tables whose rows are resources. */
export const RESOURCE_TABLES = RESOURCE_KINDS.map(([table]) => table);

/** The module below src that alone writes a table. */
export function ownerOfTable(table: keyof Tables): string {
  return table in RESOURCES
    ? `services/${RESOURCES[table as ResourceTable].owner}`
    : OTHER_TABLES[table as keyof typeof OTHER_TABLES];
}

type Kinds = typeof RESOURCES;

/** The names of a service's resource types in its tag actions, such as `eni` for `vpc`. */
export type TagTypeOf<Service extends string> = {
  [T in ResourceTable]: Kinds[T] extends {
    owner: `${Service}/${string}`;
    tagType: infer Type extends string;
  }
    ? Type
    : never;
}[ResourceTable];

/** The table of each type that has tags in a service, by its name in the tag actions. */
export function taggedTables<Service extends 'vpc' | 'ecs'>(
  service: Service,
): ReadonlyMap<string, ResourceTable> {
  return new Map(
    RESOURCE_KINDS.filter(([, { owner }]) => owner.startsWith(`${service}/`)).flatMap(
      ([table, { tagType }]) => (tagType === null ? [] : [[tagType, table]]),
    ),
  );
}

/** What the tag actions of a service call those that bear tags: the values of {@link TagTypeOf}. */
export function tagTypes<Service extends 'vpc' | 'ecs'>(service: Service): TagTypeOf<Service>[] {
  return [...taggedTables(service).keys()] as TagTypeOf<Service>[];
}

/** Whether rows of `table` are resources: they carry a revision and times. */
export function isResourceTable(table: keyof Tables): table is ResourceTable {
  return table in RESOURCES;
}

/** Every table of the store. */
export const TABLES = [
  ...RESOURCE_TABLES,
  ...Object.keys(OTHER_TABLES),
] as readonly (keyof Tables)[];

/**
 * Whether a reset empties a table. Secrets stay, because other processes hold them in memory and
 * would go on using them, and so does the host that carries the data plane.
 */
export const isEmptied = (table: keyof Tables): boolean =>
  table !== 'secret' && table !== 'plane_host';
