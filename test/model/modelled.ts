import type { ResourceTable } from '#store/schema.ts';

/**
 * By type of resource, the plans that make, change or remove one; or why random runs leave it out. A
 * new type has to say either.
 */
export const MODELLED: Readonly<Record<ResourceTable, readonly string[] | { without: string }>> = {
  instance: ['runInstances', 'startInstance', 'stopInstance', 'deleteInstance'],
  network_interface: [
    ...['createInterface', 'modifyInterface', 'deleteInterface'],
    ...['attachInterface', 'detachInterface'],
    ...['assignPrivateIps', 'unassignPrivateIps', 'assignIpv6', 'unassignIpv6'],
  ],
  eip: ['allocateEip', 'associateEip', 'disassociateEip', 'releaseEip'],
  bandwidth_package: [
    ...['createBandwidthPackage', 'modifyBandwidthPackage', 'modifyBandwidthPackageSpec'],
    ...['addBandwidthPackageIp', 'removeBandwidthPackageIp', 'deleteBandwidthPackage'],
  ],
  security_group: ['deleteGroup'],
  subnet: ['deleteSubnet'],
  nat_gateway: ['createNatGateway', 'modifyNatGateway', 'deleteNatGateway'],
  snat_entry: ['createSnatEntry', 'modifySnatEntry', 'deleteSnatEntry'],
  dnat_entry: ['createDnatEntry', 'modifyDnatEntry', 'deleteDnatEntry'],
  load_balancer: ['createLoadBalancer', 'deleteLoadBalancer'],
  server_group: ['createServerGroup', 'addServers', 'removeServers', 'deleteServerGroup'],
  listener: ['createListener', 'deleteListener'],
  volume: [
    ...['createVolume', 'attachVolume', 'detachVolume', 'deleteVolume'],
    ...['extendVolume', 'modifyVolume'],
  ],
  snapshot: ['createSnapshot', 'deleteSnapshot'],
  ...without('only intranet gateways have them, of which random runs make bare ones', ['nat_ip']),
  ...without('random runs begin with one that stays; the tests beside it have its dependencies', [
    'vpc',
  ]),
  ...without('what packets meet of it is tried in random worlds of packets', [
    ...(['route_table', 'route_entry', 'prefix_list', 'network_acl', 'ha_vip'] as const),
    ...(['ipv6_gateway', 'ipv6_address_bandwidth', 'ipv6_egress_only_rule'] as const),
    'ipv4_gateway',
  ]),
  ...without('not yet: the tests beside it have its rules, one by one', [
    ...(['rule', 'acl', 'certificate', 'instance_group', 'ip_address_pool'] as const),
    ...(['snapshot_group', 'auto_snapshot_policy'] as const),
    ...(['ipam', 'ipam_scope', 'ipam_pool', 'ipam_pool_allocation'] as const),
    ...(['ipam_resource_discovery', 'ipam_resource_discovery_association'] as const),
    ...(['traffic_mirror_filter', 'traffic_mirror_filter_rule'] as const),
    ...(['traffic_mirror_target', 'traffic_mirror_session'] as const),
  ]),
  ...without('it stands by itself: little can be in its way', [
    ...(['flow_log', 'key_pair', 'deployment_set', 'image', 'launch_template'] as const),
    ...(['command', 'invocation', 'subscription', 'hpc_cluster', 'scheduled_instance'] as const),
  ]),
};

/** Resources whose requests lead to one another. Each run is about one such family most of all. */
export const FAMILIES: readonly (readonly ResourceTable[])[] = [
  ['nat_gateway', 'snat_entry', 'dnat_entry'],
  ['bandwidth_package'],
  ['load_balancer', 'server_group', 'listener'],
  ['instance', 'volume', 'snapshot'],
];

/** The plans of a family. */
export const plansOf = (family: readonly ResourceTable[]): string[] =>
  family.flatMap((table) => {
    const plans = MODELLED[table];
    return 'without' in plans ? [] : plans;
  });

function without<Table extends ResourceTable>(
  why: string,
  tables: readonly Table[],
): Record<Table, { without: string }> {
  return Object.fromEntries(tables.map((table) => [table, { without: why }])) as Record<
    Table,
    { without: string }
  >;
}
