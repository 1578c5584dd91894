import type { ResourceKind } from '#core/resources.ts';
import { RESOURCES } from '#core/resources.ts';
import { TRANSITIONS as INSTANCE } from '#services/ecs/instance/lifecycle.ts';
import { hostnameFrom } from '#services/ecs/instance/names.ts';
import { USUAL_OPTIONS } from '#services/ecs/instance/options.ts';
import {
  initialRules,
  type SecurityGroupType,
} from '#services/vpc/security-group/initial-rules.ts';
import { contains, ipv4Range, ipv6SubnetLast } from '#services/vpc/subnet/range.ts';
import { query } from '#store/query.ts';
import type { ResourceRow } from '#store/schema/resource.ts';
import type { RouteTableRow } from '#store/schema/route.ts';
import type {
  AddressRow,
  EipRow,
  InstanceRow,
  NetworkInterfaceRow,
  ResourceTable,
  SecurityGroupRow,
  SubnetRow,
  Tables,
  VpcRow,
} from '#store/schema.ts';
import type { Reader } from '#store/store.ts';
import { resourceRows, rowsOfEach } from './export-rows.ts';
import type { Said } from './export-world.ts';
import type { World } from './world.ts';

/** What ends the transient statuses of an instance that something is on its way to end. */
const ENDS = new Map<string, string | undefined>(
  Object.values(INSTANCE).map(({ from, to }) => [from, to]),
);

const HOPS: readonly string[] = ['Instance', 'NetworkInterface', 'IPv6GW'];
/** The EIPs that a world file can say. */
const BY_BANDWIDTH = 2;
const BY_TRAFFIC = 3;

/** The resources of an account, or of all, as the lists of a world file. */
export class ResourceExport {
  readonly #tx: Reader;
  readonly #world: World;
  readonly #accountId: string | undefined;
  readonly #said = new Set<string>();
  readonly #tags = new Map<string, Record<string, string>>();
  readonly #unsaid: string[] = [];
  /** The ids of resources for which an intent is stored. */
  #onTheirWay: ReadonlySet<string> = new Set();
  /** Of the instances that are said. */
  readonly instanceTypes = new Set<string>();

  constructor(tx: Reader, world: World, accountId: string | undefined) {
    this.#tx = tx;
    this.#world = world;
    this.#accountId = accountId;
  }

  /** In words, what a world file cannot say. */
  get unsaid(): readonly string[] {
    return this.#unsaid;
  }

  /** Lists resources of a type that a world file does not know. */
  omit(table: ResourceTable, rows: readonly ResourceRow[]): void {
    for (const { id } of rows)
      this.#lose(id, `a world file knows no ${table.replaceAll('_', ' ')}`);
  }

  async lists(): Promise<Said> {
    this.#onTheirWay = new Set(
      (await this.#tx.all(pending, {})).map(({ resource_id }) => resource_id),
    );
    const vpcs = await this.#rows('vpc');
    const groups = await this.#rows('security_group');
    const tables = await this.#rows('route_table');
    // In this order: what refers to something that is not said is not said either.
    const lists = {
      vpcs: await this.#vpcs(vpcs, groups),
      subnets: await this.#subnets(await this.#rows('subnet'), vpcs),
      securityGroups: await this.#groups(groups),
    };
    const interfaces = await this.#rows('network_interface');
    const instances = await this.#instances(await this.#rows('instance'), interfaces, lists.vpcs);
    return {
      ...lists,
      instances,
      networkInterfaces: await this.#interfaces(interfaces),
      eips: this.#eips(await this.#rows('eip')),
      ipv6Gateways: (await this.#rows('ipv6_gateway'))
        .filter((row) => this.#mayBe(row, row.vpc_id))
        .map((row) => ({ ...this.#common(row), vpcId: row.vpc_id })),
      routeTables: await this.#routeTables(tables),
    };
  }

  /** The rows of a table whose resources are there to stay, with their tags. */
  async #rows<T extends ResourceTable>(table: T): Promise<Tables[T][]> {
    const rows = await resourceRows(this.#tx, table, this.#accountId);
    const ids = rows.map(({ id }) => id);
    const { tagType }: ResourceKind = RESOURCES[table];
    if (tagType !== null) {
      for (const [id, tags] of await rowsOfEach(this.#tx, 'tag', 'resource_id', ids, 'key')) {
        if (tags.length > 0) {
          this.#tags.set(id, Object.fromEntries(tags.map(({ key, value }) => [key, value])));
        }
      }
    }
    return rows.filter((row) => this.#stays(table, row));
  }

  #stays(table: ResourceTable, { id, status }: ResourceRow): boolean {
    const leaves = this.#onTheirWay.has(id) && /^(Deleting|DELETING|Releasing)$/.test(status);
    if (leaves) this.#lose(id, `it is ${status}, and left out`);
    else if (table !== 'instance' && !RESOURCES[table].settled.some((each) => each === status)) {
      this.#note(id, `it is ${status}, and written as settled`);
    }
    return !leaves;
  }

  #lose(id: string, why: string): void {
    this.#unsaid.push(`${id}: ${why}`);
  }

  #note(id: string, why: string): void {
    this.#unsaid.push(`${id}: ${why}`);
  }

  /** Whether everything that a resource refers to is said; if not, it is left out. */
  #mayBe({ id }: { readonly id: string }, ...others: readonly string[]): boolean {
    const missing = others.find((other) => !this.#said.has(other));
    if (missing !== undefined) this.#lose(id, `it is left out with ${missing}`);
    else this.#said.add(id);
    return missing === undefined;
  }

  #common({ id, name, description, project_name }: ResourceRow): Said {
    const tags = this.#tags.get(id);
    return {
      id,
      ...(name !== id && name !== '' && { name }),
      ...(description !== '' && { description }),
      ...(project_name !== 'default' && { projectName: project_name }),
      ...(tags && { tags }),
    };
  }

  async #vpcs(rows: readonly VpcRow[], groups: readonly SecurityGroupRow[]): Promise<Said[]> {
    const ids = rows.map(({ id }) => id);
    const ipv4 = await rowsOfEach(this.#tx, 'vpc_ipv4_block', 'vpc_id', ids, 'position');
    const ipv6 = await rowsOfEach(this.#tx, 'vpc_ipv6_block', 'vpc_id', ids, 'position');
    return rows.map((row) => {
      for (const { kind, cidr_block } of ipv4.get(row.id) ?? []) {
        this.#note(row.id, `a world file gives it no ${kind} block, and it has ${cidr_block}`);
      }
      for (const { cidr_block } of (ipv6.get(row.id) ?? []).slice(1)) {
        this.#note(row.id, `a world file gives it one IPv6 block, and it has ${cidr_block}, too`);
      }
      this.#said.add(row.id);
      const own = groups.find(({ vpc_id, type }) => vpc_id === row.id && type === 'default');
      return {
        ...this.#common(row),
        accountId: row.account_id,
        regionId: row.region,
        cidrBlock: row.cidr_block,
        ...(row.ipv6_cidr_block !== '' && { ipv6CidrBlock: row.ipv6_cidr_block }),
        dnsServers: JSON.parse(row.dns_servers),
        isDefault: row.is_default === 1,
        ...(row.route_table_id !== '' && { routeTableId: row.route_table_id }),
        ...(own && { defaultSecurityGroupId: own.id }),
      };
    });
  }

  async #subnets(rows: readonly SubnetRow[], vpcs: readonly VpcRow[]): Promise<Said[]> {
    const byId = new Map(vpcs.map((vpc) => [vpc.id, vpc]));
    return rows.flatMap((row) => {
      const vpc = byId.get(row.vpc_id);
      const outer = ipv4Range(vpc?.cidr_block ?? '');
      const range = ipv4Range(row.cidr_block);
      if (outer && range && !contains(outer, range)) {
        this.#lose(row.id, `it is in a secondary block of ${row.vpc_id}, and left out`);
        return [];
      }
      if (!this.#mayBe(row, row.vpc_id)) return [];
      if (row.project_name !== vpc?.project_name) {
        this.#note(row.id, `its project ${row.project_name} is not that of its VPC`);
      }
      if (row.is_default === 1) this.#note(row.id, 'a world file makes no default subnet');
      const { projectName: _, ...common } = this.#common(row);
      return [
        {
          ...common,
          vpcId: row.vpc_id,
          zoneId: row.zone_id,
          ...(row.cidr_block !== '' && { cidrBlock: row.cidr_block }),
          ...(row.ipv6_cidr_block !== '' && { ipv6CidrBlock: ipv6SubnetLast(row.ipv6_cidr_block) }),
        },
      ];
    });
  }

  async #groups(rows: readonly SecurityGroupRow[]): Promise<Said[]> {
    const rules = await rowsOfEach(
      this.#tx,
      'security_group_rule',
      'security_group_id',
      rows.map(({ id }) => id),
      'id',
    );
    return rows.flatMap((row) => {
      if (!this.#mayBe(row, row.vpc_id)) return [];
      const type = row.type as SecurityGroupType;
      const initial = initialRules(type, row.id).map((rule) =>
        ruleText({ ...rule, policy: 'accept' }),
      );
      const own = (rules.get(row.id) ?? []).map(ruleText);
      const more = own.filter((text) => !initial.includes(text));
      const fewer = initial.filter((text) => !own.includes(text));
      for (const text of more) this.#note(row.id, `a world file has no rules, and it has ${text}`);
      for (const text of fewer) this.#note(row.id, `its first rule was removed: ${text}`);
      if (type === 'default') return [];
      return [
        {
          ...this.#common(row),
          vpcId: row.vpc_id,
          type,
          serviceManaged: row.service_managed === 1,
        },
      ];
    });
  }

  async #instances(
    rows: readonly InstanceRow[],
    interfaces: readonly NetworkInterfaceRow[],
    vpcs: readonly Said[],
  ): Promise<Said[]> {
    const ids = rows.map(({ id }) => id);
    const primaries = new Map(
      interfaces.flatMap((each) =>
        each.type === 'primary' && each.instance_id !== null ? [[each.instance_id, each]] : [],
      ) as [string, NetworkInterfaceRow][],
    );
    const holding = await this.#holding([...primaries.values()]);
    const roles = await rowsOfEach(this.#tx, 'instance_iam_role', 'id', ids);
    const bindings = await rowsOfEach(this.#tx, 'instance_binding', 'id', ids);
    const owners = new Map(vpcs.map(({ id, accountId }) => [id, accountId]));
    return rows.flatMap((row) => {
      const primary = primaries.get(row.id);
      if (primary === undefined) {
        this.#lose(row.id, 'it has no primary interface, and is left out');
        return [];
      }
      const held = holding.get(primary.id);
      if (held === undefined || !this.#mayBe(row, row.subnet_id, ...held.groups)) return [];
      this.#said.add(primary.id);
      this.instanceTypes.add(row.instance_type_id);
      this.#noteInstance(row);
      for (const { role_name } of roles.get(row.id) ?? [])
        this.#note(row.id, `it has the role ${role_name}`);
      for (const { kind, value } of bindings.get(row.id) ?? [])
        this.#note(row.id, `it is bound to ${kind} ${value}`);
      const end = this.#onTheirWay.has(row.id) ? ENDS.get(row.status) : undefined;
      if (end !== undefined) this.#note(row.id, `it is ${row.status}, and written as ${end}`);
      return [
        {
          ...this.#common(row),
          ...(owners.get(row.vpc_id) !== row.account_id && { accountId: row.account_id }),
          instanceTypeId: row.instance_type_id,
          imageId: row.image_id,
          status: end ?? row.status,
          ...(row.scheduled_instance_id !== '' && {
            scheduledInstanceId: row.scheduled_instance_id,
          }),
          primaryNetworkInterfaceId: primary.id,
          ...held.said,
        },
      ];
    });
  }

  #noteInstance(row: InstanceRow): void {
    const usual = {
      instance_charge_type: 'PostPaid',
      spot_strategy: 'NoSpot',
      hpc_cluster_id: '',
      key_pair_name: '',
      stopped_mode: 'KeepCharging',
      deletion_protection: 0,
      user_data: '',
      http_tokens: 'optional',
      expires_at: 0,
      ...USUAL_OPTIONS,
    };
    for (const [name, value] of Object.entries(usual)) {
      const is = row[name as keyof InstanceRow];
      if (is === value) continue;
      const text = String(is).length > 40 ? 'is set' : `is ${is}`;
      this.#note(
        row.id,
        `a world file says nothing of its ${name.replaceAll('_', ' ')}, which ${text}`,
      );
    }
    // One that has the id in it is made so again.
    if (row.hostname !== hostnameFrom(row.id, osTypeOf(this.#world, row.image_id))) {
      this.#note(row.id, `a world file says nothing of its host name, which is ${row.hostname}`);
    }
    const volumes = JSON.parse(row.volumes) as unknown[];
    if (volumes.length > 1) this.#note(row.id, `it has ${volumes.length} volumes, and gets one`);
  }

  async #interfaces(rows: readonly NetworkInterfaceRow[]): Promise<Said[]> {
    const own = rows.filter(({ type }) => type !== 'primary');
    const holding = await this.#holding(own);
    return own.flatMap((row) => {
      const held = holding.get(row.id);
      if (held === undefined || !this.#mayBe(row, row.subnet_id, ...held.groups)) return [];
      const timeouts = row.tcp_established_timeout + row.tcp_closing_timeout + row.udp_timeout;
      if (timeouts > 0) this.#note(row.id, 'a world file says nothing of its connection timeouts');
      const isOn = row.instance_id !== null && !/^Detach/.test(row.status);
      if (isOn && !this.#said.has(row.instance_id ?? '')) {
        this.#note(row.id, `it is on ${row.instance_id}, which is left out`);
      }
      return [
        {
          ...this.#common(row),
          type: row.type,
          ...held.said,
          ...(isOn && this.#said.has(row.instance_id ?? '') && { instanceId: row.instance_id }),
          deleteOnTermination: row.delete_on_termination === 1,
          serviceManaged: row.service_managed === 1,
          portSecurityEnabled: row.port_security_enabled === 1,
        },
      ];
    });
  }

  /** The subnet, groups and addresses of interfaces. */
  async #holding(rows: readonly NetworkInterfaceRow[]) {
    const ids = rows.map(({ id }) => id);
    const column = 'network_interface_id';
    const groups = await rowsOfEach(
      this.#tx,
      'network_interface_security_group',
      column,
      ids,
      'position',
    );
    const addresses = await rowsOfEach(this.#tx, 'address', column, ids, 'position');
    return new Map(
      rows.map((row) => {
        const groupIds = (groups.get(row.id) ?? []).map((each) => each.security_group_id);
        const held = addresses.get(row.id) ?? [];
        const of = (is: (address: AddressRow) => boolean) =>
          held.filter(is).map(({ address }) => address);
        const said = {
          subnetId: row.subnet_id,
          ...(groupIds.length > 0 && { securityGroupIds: groupIds }),
          ...(row.primary_ip_address !== '' && { primaryIpAddress: row.primary_ip_address }),
          privateIpAddresses: of(({ family, is_primary }) => family === 4 && is_primary === 0),
          ipv6Addresses: of(({ family }) => family === 6),
          macAddress: row.mac_address,
        };
        return [row.id, { groups: groupIds, said }] as const;
      }),
    );
  }

  #eips(rows: readonly EipRow[]): Said[] {
    return rows.map((row) => {
      const bound = row.instance_type === 'EcsInstance' || row.instance_type === 'NetworkInterface';
      const isSaid = bound && this.#said.has(row.instance_id);
      if (row.instance_id !== '' && !isSaid) {
        this.#note(row.id, `it is bound to ${row.instance_id}, and written as bound to nothing`);
      }
      const billable = row.billing_type === BY_BANDWIDTH || row.billing_type === BY_TRAFFIC;
      if (!billable) this.#note(row.id, 'it is a subscription, and written as billed by traffic');
      const field = row.instance_type === 'EcsInstance' ? 'instanceId' : 'networkInterfaceId';
      return {
        ...this.#common(row),
        accountId: row.account_id,
        regionId: row.region,
        ipAddress: row.ip_address,
        isp: row.isp,
        bandwidth: row.bandwidth,
        billingType: billable ? row.billing_type : BY_TRAFFIC,
        ...(isSaid && { [field]: row.instance_id, privateIpAddress: row.private_ip_address }),
      };
    });
  }

  async #routeTables(rows: readonly RouteTableRow[]): Promise<Said[]> {
    const ids = rows.map(({ id }) => id);
    const entries = await rowsOfEach(this.#tx, 'route_entry', 'route_table_id', ids, 'id');
    const subnets = await rowsOfEach(
      this.#tx,
      'route_table_subnet',
      'route_table_id',
      ids,
      'subnet_id',
    );
    return rows.flatMap((row) => {
      const isCustom = row.type === 'Custom';
      const said: Said[] = [];
      for (const entry of entries.get(row.id) ?? []) {
        const { id, destination, next_hop_type: nextHopType, next_hop_id: nextHopId } = entry;
        const sayable =
          isCustom &&
          HOPS.includes(nextHopType) &&
          /[.:]/.test(destination) &&
          this.#said.has(nextHopId);
        if (!sayable) {
          this.#lose(id, `a route of ${row.id} to ${destination} by ${nextHopType} ${nextHopId}`);
          continue;
        }
        said.push({
          id,
          destinationCidrBlock: destination,
          nextHopType,
          nextHopId,
          ...(entry.name !== '' && { name: entry.name }),
          ...(entry.description !== '' && { description: entry.description }),
        });
      }
      if (!isCustom || !this.#mayBe(row, row.vpc_id)) return [];
      const on = (subnets.get(row.id) ?? [])
        .map(({ subnet_id }) => subnet_id)
        .filter((id) => this.#said.has(id));
      return [{ ...this.#common(row), vpcId: row.vpc_id, subnetIds: on, entries: said }];
    });
  }
}

const osTypeOf = ({ images }: World, id: string) =>
  images.find((image) => image.id === id)?.osType ?? '';

/** A rule as a person reads it. */
function ruleText(rule: {
  readonly direction: string;
  readonly protocol: string;
  readonly port_start: number;
  readonly port_end: number;
  readonly cidr_ip: string;
  readonly source_group_id: string;
  readonly prefix_list_id?: string;
  readonly policy: string;
}): string {
  const from = [rule.cidr_ip, rule.source_group_id, rule.prefix_list_id].filter(Boolean).join();
  return `${rule.direction} ${rule.policy} ${rule.protocol} ${rule.port_start}-${rule.port_end} ${from}`;
}

const pending = query((db, _: object) => db.selectFrom('intent').select('resource_id'));
