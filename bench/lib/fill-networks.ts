import {
  ADDRESSES_FROM,
  COMMON,
  CUSTOM_TAIL,
  common,
  dotted,
  groupId,
  id,
  insert,
  instanceId,
  MADE_AT,
  PAIR,
  vpcId,
} from './fill-sql.ts';

/** VPCs with what belongs to each, and subnets. */
export function networkRows(region: string): string[] {
  return [
    insert(
      'vpc',
      `${COMMON}, status, cidr_block, ipv6_cidr_block, ipv6_isp, dns_servers, route_table_id, is_default`,
      `select ${common(region, vpcId('place.n'), "'vpc'")}, 'Available',
         case when n = 0 then '10.0.0.0/8' else '10.0.0.0/16' end, '', '', '[]', ${id('vtb', 'n')}, 0
       from fill_place place where n = vpc`,
    ),
    insert(
      'route_table',
      `${COMMON}, status, vpc_id, type, associate_type`,
      `select ${common(region, id('vtb', 'place.n'), "'system'")}, 'Available', ${vpcId('n')},
         'System', 'Subnet'
       from fill_place place where n = vpc`,
    ),
    insert(
      'route_table',
      `${COMMON}, status, vpc_id, type, associate_type`,
      `select ${common(region, id('vtb', 'place.n', CUSTOM_TAIL), "'custom'")}, 'Available',
         ${vpcId('n')}, 'Custom', 'Subnet'
       from fill_place place where n = vpc`,
    ),
    insert(
      'route_table_subnet',
      'subnet_id, route_table_id',
      `select ${id('subnet', 'n')}, ${id('vtb', 'vpc', CUSTOM_TAIL)} from fill_place`,
    ),
    insert(
      'route_entry',
      `${COMMON}, status, vpc_id, route_table_id, destination, next_hop_type, next_hop_id, next_hop_name`,
      `select ${common(region, id('rte', 'place.n'), "'out'")}, 'Available', ${vpcId('n')},
         ${id('vtb', 'n')}, '0.0.0.0/0', 'Instance', ${instanceId('first')}, 'worker'
       from fill_place place where n = vpc`,
    ),
    ...['default', 'normal'].map((type) =>
      insert(
        'security_group',
        `${COMMON}, status, vpc_id, type, service_managed`,
        `select ${common(region, groupId('place.n', type), `'${type}'`)}, 'Available', ${vpcId('n')},
           '${type}', 0
         from fill_place place where n = vpc`,
      ),
    ),
    insert(
      'security_group_rule',
      `id, security_group_id, direction, protocol, cidr_ip, source_group_id, prefix_list_id, policy,
       description, port_start, port_end, priority, created_at, updated_at`,
      `select ${id('sgr', 'n')}, ${groupId('n', 'normal')}, 'egress', 'all', '0.0.0.0/0', '', '',
         'accept', '', -1, -1, 100, ${MADE_AT}, ${MADE_AT}
       from fill_place where n = vpc`,
    ),
    insert(
      'subnet',
      `${COMMON}, status, vpc_id, zone_id, cidr_block, ipv6_cidr_block, is_default, ipv4_used, ipv4_cursor`,
      `select ${common(region, id('subnet', 'place.n'), "'subnet'")}, 'Available', ${vpcId('vpc')},
         zone_id, ${dotted('base')} || bits, '', 0, instances * 4,
         base + ${ADDRESSES_FROM - 1} + instances * 4
       from fill_place place`,
    ),
    insert(
      'key_pair',
      `${COMMON}, status, public_key, finger_print`,
      `select ${common(region, id('kp', 'place.n'), PAIR)}, 'Available', '', ''
       from fill_place place`,
    ),
  ];
}
