import type { ResourceTable } from '#store/schema.ts';
import type { QuotaName } from '#world/world.ts';

/**
 * What is known about a type of resource, apart from its rows. Code that treats all types alike
 * (tags, projects, quotas, the architecture test, the invariants that the suites check) reads it
 * here. What a type does not have is null, so that nobody leaves it out by mistake.
 */
export interface ResourceKind {
  /** The module that alone writes the table: `vpc/network-interface` below src/services. */
  readonly owner: string;
  /** What its ids begin with, before the hyphen. */
  readonly idPrefix: string;
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
    idPrefix: 'i',
    settled: ['RUNNING', 'STOPPED', 'ERROR'],
    tagType: 'instance',
    trn: 'ecs:instance',
    quota: 'Instances',
  },
  network_interface: {
    owner: 'vpc/network-interface',
    idPrefix: 'eni',
    settled: ['Available', 'InUse'],
    tagType: 'eni',
    trn: 'vpc:eni',
    quota: 'NetworkInterfaces',
  },
  nat_gateway: {
    owner: 'natgateway/nat-gateway',
    idPrefix: 'ngw',
    settled: ['Available'],
    tagType: 'ngw',
    trn: 'natgateway:ngw',
    quota: null,
  },
  load_balancer: {
    owner: 'clb/load-balancer',
    idPrefix: 'clb',
    settled: ['Active'],
    tagType: 'CLB',
    trn: 'clb:clb',
    quota: null,
  },
  listener: {
    owner: 'clb/listener',
    idPrefix: 'lsn',
    settled: ['Active', 'Disabled'],
    tagType: 'listener',
    trn: null,
    quota: null,
  },
  rule: {
    owner: 'clb/rule',
    idPrefix: 'rule',
    settled: ['Active'],
    tagType: 'rule',
    trn: null,
    quota: null,
  },
  server_group: {
    owner: 'clb/server-group',
    idPrefix: 'rsp',
    settled: ['Active'],
    tagType: 'servergroup',
    trn: null,
    quota: null,
  },
  acl: {
    owner: 'clb/acl',
    idPrefix: 'acl',
    settled: ['Active'],
    tagType: 'acl',
    trn: 'clb:acl',
    quota: null,
  },
  certificate: {
    owner: 'clb/certificate',
    idPrefix: 'cert',
    settled: ['Available'],
    tagType: 'certificate',
    trn: 'clb:certificate',
    quota: null,
  },
  snat_entry: {
    owner: 'natgateway/snat-entry',
    idPrefix: 'snat',
    settled: ['Available'],
    tagType: null,
    trn: null,
    quota: null,
  },
  dnat_entry: {
    owner: 'natgateway/dnat-entry',
    idPrefix: 'dnat',
    settled: ['Available'],
    tagType: null,
    trn: null,
    quota: null,
  },
  nat_ip: {
    owner: 'natgateway/nat-ip',
    idPrefix: 'vpcnatip',
    settled: ['Available'],
    tagType: null,
    trn: null,
    quota: null,
  },
  eip: {
    owner: 'vpc/eip',
    idPrefix: 'eip',
    settled: ['Available', 'Attached'],
    tagType: 'eip',
    trn: 'vpc:eip',
    quota: 'Eips',
  },
  ha_vip: {
    owner: 'vpc/ha-vip',
    idPrefix: 'havip',
    settled: ['Available', 'InUse'],
    tagType: 'havip',
    trn: null,
    quota: 'HaVips',
  },
  instance_group: {
    owner: 'vpc/instance-group',
    idPrefix: 'ig',
    settled: ['Available'],
    tagType: null,
    trn: null,
    quota: null,
  },
  security_group: {
    owner: 'vpc/security-group',
    idPrefix: 'sg',
    settled: ['Available'],
    tagType: 'securitygroup',
    trn: 'vpc:securitygroup',
    quota: 'SecurityGroups',
  },
  subnet: {
    owner: 'vpc/subnet',
    idPrefix: 'subnet',
    settled: ['Available'],
    tagType: 'subnet',
    trn: 'vpc:subnet',
    quota: null,
    // A virtual IP has no project of its own. Source: CreateHaVip.
    movesAlong: { table: 'ha_vip', column: 'subnet_id' },
  },
  route_table: {
    owner: 'vpc/route-table',
    idPrefix: 'vtb',
    settled: ['Available'],
    tagType: 'routetable',
    trn: 'vpc:routetable',
    quota: null,
  },
  route_entry: {
    owner: 'vpc/route-entry',
    idPrefix: 'rte',
    settled: ['Available'],
    tagType: null,
    trn: null,
    quota: null,
  },
  prefix_list: {
    owner: 'vpc/prefix-list',
    idPrefix: 'pl',
    settled: ['Available'],
    tagType: 'prefixlist',
    trn: 'vpc:prefixlist',
    quota: 'PrefixLists',
  },
  network_acl: {
    owner: 'vpc/network-acl',
    idPrefix: 'nacl',
    settled: ['Available'],
    tagType: 'networkacl',
    trn: 'vpc:networkacl',
    quota: null,
  },
  ipv6_gateway: {
    owner: 'vpc/ipv6-gateway',
    idPrefix: 'ipv6gw',
    settled: ['Available'],
    tagType: 'ipv6gateway',
    trn: 'vpc:ipv6gateway',
    quota: null,
  },
  ipv6_address_bandwidth: {
    owner: 'vpc/ipv6-address-bandwidth',
    idPrefix: 'eip',
    settled: ['Available'],
    tagType: 'ipv6addressbandwidth',
    trn: null,
    quota: null,
  },
  ipv6_egress_only_rule: {
    owner: 'vpc/ipv6-egress-only-rule',
    idPrefix: 'ipv6py',
    settled: ['Available'],
    tagType: null,
    trn: null,
    quota: null,
  },
  ip_address_pool: {
    owner: 'vpc/ip-address-pool',
    idPrefix: 'ippool',
    settled: ['Available'],
    tagType: 'ipaddresspool',
    trn: null,
    quota: 'IpAddressPools',
  },
  ipv4_gateway: {
    owner: 'vpc/ipv4-gateway',
    idPrefix: 'ipv4gw',
    settled: ['Available'],
    tagType: null,
    trn: null,
    quota: 'Ipv4Gateways',
  },
  bandwidth_package: {
    owner: 'vpc/bandwidth-package',
    idPrefix: 'bwp',
    settled: ['Available'],
    tagType: 'bandwidthpackage',
    trn: 'vpc:bandwidthpackage',
    quota: 'BandwidthPackages',
  },
  vpc: {
    owner: 'vpc/vpc',
    idPrefix: 'vpc',
    settled: ['Available'],
    tagType: 'vpc',
    trn: 'vpc:vpc',
    quota: 'Vpcs',
  },
  flow_log: {
    owner: 'vpc/flow-log',
    idPrefix: 'fl',
    settled: ['Active', 'Inactive'],
    tagType: 'flowlog',
    trn: 'vpc:flowlog',
    quota: null,
  },
  traffic_mirror_filter: {
    owner: 'vpc/traffic-mirror-filter',
    idPrefix: 'tmf',
    settled: ['Available'],
    tagType: 'trafficmirrorfilter',
    trn: 'vpc:trafficmirrorfilter',
    quota: null,
  },
  traffic_mirror_filter_rule: {
    owner: 'vpc/traffic-mirror-filter-rule',
    idPrefix: 'tmr',
    settled: ['Available'],
    tagType: null,
    trn: null,
    quota: null,
  },
  traffic_mirror_target: {
    owner: 'vpc/traffic-mirror-target',
    idPrefix: 'tmt',
    settled: ['Available'],
    tagType: 'trafficmirrortarget',
    trn: 'vpc:trafficmirrortarget',
    quota: null,
  },
  traffic_mirror_session: {
    owner: 'vpc/traffic-mirror-session',
    idPrefix: 'tms',
    settled: ['Active'],
    tagType: 'trafficmirrorsession',
    trn: 'vpc:trafficmirrorsession',
    quota: null,
  },
  ipam: {
    owner: 'vpc/ipam',
    idPrefix: 'ipam',
    settled: ['Available'],
    tagType: 'ipam',
    trn: 'vpc:ipam',
    quota: null,
  },
  ipam_scope: {
    owner: 'vpc/ipam-scope',
    idPrefix: 'ipam-scope',
    settled: ['Available'],
    tagType: 'ipam_scope',
    trn: null,
    quota: null,
  },
  ipam_pool: {
    owner: 'vpc/ipam-pool',
    idPrefix: 'ipam-pool',
    settled: ['Available'],
    tagType: 'ipam_pool',
    trn: null,
    quota: null,
  },
  ipam_pool_allocation: {
    owner: 'vpc/ipam-pool-allocation',
    idPrefix: 'ipam-pool-alloc',
    settled: ['Allocated'],
    tagType: null,
    trn: null,
    quota: null,
  },
  ipam_resource_discovery: {
    owner: 'vpc/ipam-resource-discovery',
    idPrefix: 'ipam-res-disco',
    settled: ['Available'],
    tagType: 'ipam_resource_discovery',
    trn: null,
    quota: null,
  },
  ipam_resource_discovery_association: {
    owner: 'vpc/ipam-resource-discovery-association',
    idPrefix: 'ipam-res-disco-assoc',
    settled: ['Associated'],
    tagType: null,
    trn: null,
    quota: null,
  },
  key_pair: {
    owner: 'ecs/key-pair',
    idPrefix: 'kp',
    settled: ['Available'],
    tagType: 'keypair',
    trn: 'ecs:keypair',
    quota: 'KeyPairs',
  },
  deployment_set: {
    owner: 'ecs/deployment-set',
    idPrefix: 'dps',
    settled: ['Available'],
    tagType: null,
    trn: null,
    quota: 'DeploymentSets',
  },
  image: {
    owner: 'ecs/image',
    idPrefix: 'image',
    settled: ['available', 'error'],
    tagType: 'image',
    trn: 'ecs:image',
    quota: 'Images',
  },
  launch_template: {
    owner: 'ecs/launch-template',
    idPrefix: 'lt',
    settled: ['Available'],
    tagType: 'launchtemplate',
    trn: 'ecs:launchtemplate',
    quota: 'LaunchTemplates',
  },
  command: {
    owner: 'ecs/command',
    idPrefix: 'cmd',
    settled: ['Available'],
    tagType: 'command',
    trn: 'ecs:command',
    quota: null,
  },
  invocation: {
    owner: 'ecs/invocation',
    idPrefix: 'ivk',
    // What is Scheduled waits for its time.
    settled: ['Scheduled', 'Success', 'PartialFailed', 'Failed', 'Stopped', 'Finished'],
    tagType: 'invocation',
    trn: 'ecs:invocation',
    quota: null,
  },
  subscription: {
    owner: 'ecs/subscription',
    idPrefix: 'sub',
    settled: ['Available'],
    tagType: null,
    trn: null,
    quota: null,
  },
  hpc_cluster: {
    owner: 'ecs/hpc-cluster',
    idPrefix: 'hpcCluster',
    settled: ['Available'],
    tagType: 'hpccluster',
    trn: 'ecs:hpccluster',
    quota: null,
  },
  volume: {
    owner: 'storage-ebs/volume',
    idPrefix: 'vol',
    settled: ['available', 'attached', 'error'],
    tagType: 'volume',
    trn: 'storage_ebs:volume',
    quota: null,
  },
  snapshot: {
    owner: 'storage-ebs/snapshot',
    idPrefix: 'snap',
    settled: ['available', 'failed'],
    tagType: 'snapshot',
    trn: 'storage_ebs:snapshot',
    quota: null,
  },
  snapshot_group: {
    owner: 'storage-ebs/snapshot-group',
    idPrefix: 'sg',
    settled: ['available', 'failed'],
    tagType: 'snapshotgroup',
    trn: 'storage_ebs:snapshotgroup',
    quota: null,
  },
  auto_snapshot_policy: {
    owner: 'storage-ebs/auto-snapshot-policy',
    idPrefix: 'asp',
    settled: ['available'],
    tagType: 'snapshotpolicy',
    trn: 'storage_ebs:snapshotpolicy',
    quota: null,
  },
  scheduled_instance: {
    owner: 'ecs/scheduled-instance',
    idPrefix: 'esi',
    settled: ['Reserved', 'Delivered', 'Released', 'Failed', 'Canceled'],
    tagType: 'scheduledinstance',
    trn: 'ecs:scheduledinstance',
    quota: null,
  },
} as const satisfies Readonly<Record<ResourceTable, ResourceKind>>;

/** Every type with its table, in the order in which writers lock. */
export const RESOURCE_KINDS = Object.entries(RESOURCES) as readonly (readonly [
  ResourceTable,
  ResourceKind,
])[];

/** The tables whose rows are resources. */
export const RESOURCE_TABLES = RESOURCE_KINDS.map(([table]) => table);

/** Whether rows of `table` are resources: they carry a revision and times. */
export function isResourceTable(table: string): table is ResourceTable {
  return Object.hasOwn(RESOURCES, table);
}
