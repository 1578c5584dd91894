import { PER_INSTANCE } from './fill-shape.ts';
import {
  ADDRESS,
  ADDRESSES_FROM,
  COMMON,
  common,
  dotted,
  EACH_INTERFACE,
  eniId,
  groupId,
  id,
  insert,
  instanceId,
  mac,
  NUMBER,
  PAIR,
  SECOND_ADDRESS,
  vpcId,
} from './fill-sql.ts';

const INSTANCES_PER_EIP = 50;
const FIRST_PUBLIC_ADDRESS = (198 * 256 + 19) * 2 ** 16;

/** How many instances of a subnet have a number for which there is a public address. */
export const EIPS = `((first + instances + ${INSTANCES_PER_EIP - 1}) / ${INSTANCES_PER_EIP} - (first + ${INSTANCES_PER_EIP - 1}) / ${INSTANCES_PER_EIP})`;

/**
 * Instances and interfaces, with their addresses, groups and tags, and the counters that count
 * them.
 */
export function interfaceRows(region: string): string[] {
  return [
    insert(
      'instance',
      `${COMMON}, status, vpc_id, subnet_id, zone_id, instance_type_id, image_id, hostname,
       instance_charge_type, spot_strategy, key_pair_name, stopped_mode, scheduled_instance_id,
       user_data, http_tokens, volumes, deletion_protection, expires_at`,
      `select ${common(region, instanceId('made.n'), "'worker-' || cast(made.n as text)")},
         'RUNNING', ${vpcId('vpc')}, ${id('subnet', 'place.n')}, zone_id, 'ecs.g3i.large',
         'image-debian12x64tenon00', 'worker', 'PostPaid', 'NoSpot', ${PAIR}, 'KeepCharging', '', '',
         'optional', '[{"VolumeId":"' || ${id('vol', 'made.n', '000000000')} ||
         '","VolumeType":"ESSD_PL0","Size":40,"DeleteWithInstance":true,"Kind":"system"}]', 0, 0
       from fill_instance made join fill_place place on place.n = made.place`,
    ),
    insert(
      'network_interface',
      `${COMMON}, status, vpc_id, subnet_id, zone_id, type, mac_address, primary_ip_address,
       plane_refusal, port_security_enabled, service_managed, delete_on_termination, instance_id`,
      `select ${common(region, eniId(NUMBER), `'nic-' || cast(${NUMBER} as text)`)},
         case when slot = 2 then 'Available' else 'InUse' end, ${vpcId('vpc')},
         ${id('subnet', 'place.n')}, zone_id, case when slot = 0 then 'primary' else 'secondary' end,
         ${mac(NUMBER)}, ${dotted(ADDRESS)}, '', 0, 0, case when slot = 0 then 1 else 0 end,
         case when slot = 2 then null else ${instanceId('made.n')} end
       ${EACH_INTERFACE}`,
    ),
    insert(
      'eip',
      `${COMMON}, status, ip_address, isp, instance_type, instance_id, private_ip_address,
       security_protection_types, bandwidth, billing_type, release_with_instance, expires_at,
       network_interface_id`,
      `select ${common(region, id('eip', 'made.n'), "'eip'")}, 'Attached',
         ${dotted(`(${FIRST_PUBLIC_ADDRESS} + made.n / ${INSTANCES_PER_EIP})`)}, 'BGP', 'EcsInstance',
         ${instanceId('made.n')}, ${dotted(`(base + ${ADDRESSES_FROM} + within * ${PER_INSTANCE})`)},
         '[]', 1, 3, 0, 0, ${eniId(`(made.n * ${PER_INSTANCE})`)}
       from fill_instance made join fill_place place on place.n = made.place
       where made.n % ${INSTANCES_PER_EIP} = 0`,
    ),
    insert(
      'network_interface_security_group',
      'network_interface_id, security_group_id, position',
      `select ${eniId(NUMBER)}, ${groupId('vpc', 'normal')}, 0 ${EACH_INTERFACE}`,
    ),
    insert(
      'address',
      'subnet_id, vpc_id, network_interface_id, address, family, is_primary, position, number',
      `select ${id('subnet', 'place.n')}, ${vpcId('vpc')}, ${eniId(NUMBER)}, ${dotted(ADDRESS)}, 4, 1,
         0, ${ADDRESS} ${EACH_INTERFACE}`,
    ),
    // One interface of three has a second address.
    insert(
      'address',
      'subnet_id, vpc_id, network_interface_id, address, family, is_primary, position, number',
      `select ${id('subnet', 'place.n')}, ${vpcId('vpc')}, ${eniId(`(made.n * ${PER_INSTANCE} + 1)`)},
         ${dotted(SECOND_ADDRESS)}, 4, 0, 1, ${SECOND_ADDRESS}
       from fill_instance made join fill_place place on place.n = made.place`,
    ),
    ...['', 'group'].map((of) =>
      insert(
        'interface_tally',
        `security_group_id, subnet_id, type, account_id, region, vpc_id, zone_id, interfaces, addresses`,
        `select ${of === '' ? "''" : groupId('vpc', 'normal')}, ${id('subnet', 'n')}, type, account_id,
           '${region}', ${vpcId('vpc')}, zone_id, instances * interfaces, instances * addresses
         from fill_place cross join (
           select 'primary' as type, 1 as interfaces, 1 as addresses
           union all select 'secondary', 2, 3) kind`,
      ),
    ),
    insert(
      'tag',
      'resource_id, resource_type, account_id, region, key, value',
      `select ${eniId(NUMBER)}, 'eni', account_id, '${region}', 'cluster',
         'c' || cast(made.n / 1000 as text) ${EACH_INTERFACE} where slot > 0`,
    ),
  ];
}
