/**
 * The rows of a world with very many interfaces, as statements that both engines run: there is no
 * faster way to make them than where they are to lie.
 *
 * One account, the default one, has nine tenths of the interfaces, all in one VPC and one security
 * group: the worst case for whatever counts, sorts or skips. The rest belongs to accounts with a VPC
 * of the same addresses and 30 interfaces each. Each instance has its primary interface and a secondary
 * one, and a further secondary one stands beside it, Available.
 */

/** The account that has the most of them is the server's default one. */
export interface FillShape {
  /** How many interfaces there are at least. */
  readonly interfaces: number;
  readonly accountId: string;
  readonly region: string;
}

const PER_INSTANCE = 3;
const INSTANCES_PER_SUBNET = 1500;
const INSTANCES_PER_SMALL_ACCOUNT = 10;
const SHARE_OF_THE_LARGE = 0.9;
/** The large VPC's subnets are of /19, one after the other. */
const SUBNET_SIZE = 8192;
const FIRST_ADDRESS = 10 * 2 ** 24;
/** What subnets keep for themselves is below. */
const ADDRESSES_FROM = 10;
const SMALL_ACCOUNTS_FROM = 2_200_000_000;
const MADE_AT = 1_700_000_000_000;
const ID_TAIL = 'abcdefghijklmn';
const CUSTOM_TAIL = 'abcdefghijklm0';
const INSTANCES_PER_EIP = 50;
const FIRST_PUBLIC_ADDRESS = (198 * 256 + 19) * 2 ** 16;
/** Prime to the number of MAC addresses there are: they come in no order, and none twice. */
const MAC_STEP = 7919;

/** The names that the statements give: `eni(0)` is the first interface. */
const id = (prefix: string, number: string, tail = ID_TAIL) =>
  `'${prefix}-' || substr(cast(100000000000 + ${number} as text), 2) || '${tail}'`;
const vpcId = (place: string) => id('vpc', place);
const eniId = (number: string) => id('eni', number);
const instanceId = (number: string) => id('i', number, ID_TAIL.slice(0, 9));

const dotted = (number: string) =>
  [24, 16, 8, 0].map((bits) => `cast(${number} / ${2 ** bits} % 256 as text)`).join(" || '.' || ");

const mac = (number: string) => {
  const scrambled = `(cast(${number} as bigint) * ${MAC_STEP})`;
  const digit = (bits: number) =>
    `substr('0123456789abcdef', cast(${scrambled} / ${2 ** bits} % 16 as int) + 1, 1)`;
  const pair = (bits: number) => `${digit(bits + 4)} || ${digit(bits)}`;
  return `'00:16:3e:' || ${pair(16)} || ':' || ${pair(8)} || ':' || ${pair(0)}`;
};

/** The ids of an instance of the large account, and of what is about it. */
export function filledIds(instance: number) {
  const text = (prefix: string, number: number, tail = ID_TAIL) =>
    `${prefix}-${String(100_000_000_000 + number).slice(1)}${tail}`;
  return {
    vpcId: text('vpc', 0),
    groupId: text('sg', 0),
    subnetId: text('subnet', Math.floor(instance / INSTANCES_PER_SUBNET)),
    instanceId: text('i', instance, ID_TAIL.slice(0, 9)),
    /** A secondary interface, Available, in the instance's zone. */
    spareId: text('eni', instance * PER_INSTANCE + 2),
  };
}

/** How many instances the large account has. */
export const largeInstances = (interfaces: number) =>
  Math.ceil(Math.ceil(interfaces / PER_INSTANCE) * SHARE_OF_THE_LARGE);

export function fillStatements({ interfaces, accountId, region }: FillShape): string[] {
  const instances = Math.ceil(interfaces / PER_INSTANCE);
  const large = largeInstances(interfaces);
  const largeSubnets = Math.ceil(large / INSTANCES_PER_SUBNET);
  const smallAccounts = Math.ceil((instances - large) / INSTANCES_PER_SMALL_ACCOUNT);

  const series = (count: string) =>
    `with recursive series(n) as (select 0 union all select n + 1 from series where n + 1 < ${count})`;
  const common = (of: string, resource: string, name: string) =>
    `${resource} as id, ${of}.account_id, '${region}' as region, 'default' as project_name,
     ${name} as name, '' as description, 1 as revision,
     ${MADE_AT} as created_at, ${MADE_AT} as updated_at`;
  const COMMON =
    'id, account_id, region, project_name, name, description, revision, created_at, updated_at';
  const make = (table: string, columns: string, rows: string) =>
    `insert into ${table} (${columns}) ${rows}`;

  return [
    // One row for each subnet: what stands in it is worked out from these.
    `create table fill_place as ${series(`${largeSubnets + smallAccounts}`)}
     select n, case when n < ${largeSubnets} then 0 else n end as vpc,
       case when n < ${largeSubnets} then '${accountId}'
         else cast(${SMALL_ACCOUNTS_FROM} + n as text) end as account_id,
       case when n < ${largeSubnets} then ${FIRST_ADDRESS} + n * ${SUBNET_SIZE}
         else ${FIRST_ADDRESS} end as base,
       case when n < ${largeSubnets} then '/19' else '/24' end as bits,
       '${region}-' || substr('abcd', n % 4 + 1, 1) as zone_id,
       case when n < ${largeSubnets} then n * ${INSTANCES_PER_SUBNET}
         else ${large} + (n - ${largeSubnets}) * ${INSTANCES_PER_SMALL_ACCOUNT} end as first,
       case when n < ${largeSubnets - 1} then ${INSTANCES_PER_SUBNET}
         when n = ${largeSubnets - 1} then ${large - (largeSubnets - 1) * INSTANCES_PER_SUBNET}
         when n < ${largeSubnets + smallAccounts - 1} then ${INSTANCES_PER_SMALL_ACCOUNT}
         else ${instances - large - (smallAccounts - 1) * INSTANCES_PER_SMALL_ACCOUNT} end as instances
     from series`,
    `create table fill_instance as
     ${series(`${instances}`)}, place as (select * from fill_place)
     select series.n, place.n as place, series.n - place.first as within
     from series join place on place.n = case when series.n < ${large}
       then series.n / ${INSTANCES_PER_SUBNET}
       else ${largeSubnets} + (series.n - ${large}) / ${INSTANCES_PER_SMALL_ACCOUNT} end`,
    'create table fill_slot as select 0 as slot union all select 1 union all select 2',

    make(
      'vpc',
      `${COMMON}, status, cidr_block, ipv6_cidr_block, ipv6_isp, dns_servers, route_table_id, is_default`,
      `select ${common('place', vpcId('place.n'), "'vpc'")}, 'Available',
         case when n = 0 then '10.0.0.0/8' else '10.0.0.0/16' end, '', '', '[]', ${id('vtb', 'n')}, 0
       from fill_place place where n = vpc`,
    ),
    make(
      'route_table',
      `${COMMON}, status, vpc_id, type, associate_type`,
      `select ${common('place', id('vtb', 'place.n'), "'system'")}, 'Available', ${vpcId('n')},
         'System', 'Subnet'
       from fill_place place where n = vpc`,
    ),
    make(
      'route_table',
      `${COMMON}, status, vpc_id, type, associate_type`,
      `select ${common('place', id('vtb', 'place.n', CUSTOM_TAIL), "'custom'")}, 'Available',
         ${vpcId('n')}, 'Custom', 'Subnet'
       from fill_place place where n = vpc`,
    ),
    make(
      'route_table_subnet',
      'subnet_id, route_table_id',
      `select ${id('subnet', 'n')}, ${id('vtb', 'vpc', CUSTOM_TAIL)} from fill_place`,
    ),
    make(
      'route_entry',
      `${COMMON}, status, vpc_id, route_table_id, destination, next_hop_type, next_hop_id, next_hop_name`,
      `select ${common('place', id('rte', 'place.n'), "'out'")}, 'Available', ${vpcId('n')},
         ${id('vtb', 'n')}, '0.0.0.0/0', 'Instance', ${instanceId('first')}, 'worker'
       from fill_place place where n = vpc`,
    ),
    // In each VPC the group of its birth, and one for all of its interfaces.
    ...['default', 'normal'].map((type) =>
      make(
        'security_group',
        `${COMMON}, status, vpc_id, type, service_managed`,
        `select ${common('place', groupId('place.n', type), `'${type}'`)}, 'Available', ${vpcId('n')},
           '${type}', 0
         from fill_place place where n = vpc`,
      ),
    ),
    make(
      'security_group_rule',
      `id, security_group_id, direction, protocol, cidr_ip, source_group_id, prefix_list_id, policy,
       description, port_start, port_end, priority, created_at, updated_at`,
      `select ${id('sgr', 'n')}, ${groupId('n', 'normal')}, 'egress', 'all', '0.0.0.0/0', '', '',
         'accept', '', -1, -1, 100, ${MADE_AT}, ${MADE_AT}
       from fill_place where n = vpc`,
    ),
    make(
      'subnet',
      `${COMMON}, status, vpc_id, zone_id, cidr_block, ipv6_cidr_block, is_default, ipv4_used, ipv4_cursor`,
      `select ${common('place', id('subnet', 'place.n'), "'subnet'")}, 'Available', ${vpcId('vpc')},
         zone_id, ${dotted('base')} || bits, '', 0, instances * 4,
         base + ${ADDRESSES_FROM - 1} + instances * 4
       from fill_place place`,
    ),
    make(
      'key_pair',
      `${COMMON}, status, public_key, finger_print`,
      `select ${common('place', id('kp', 'place.n'), PAIR)}, 'Available', '', ''
       from fill_place place`,
    ),
    make(
      'instance',
      `${COMMON}, status, vpc_id, subnet_id, zone_id, instance_type_id, image_id, hostname,
       instance_charge_type, spot_strategy, key_pair_name, stopped_mode, scheduled_instance_id,
       user_data, http_tokens, volumes, deletion_protection, expires_at`,
      `select ${common('place', instanceId('made.n'), "'worker-' || cast(made.n as text)")},
         'RUNNING', ${vpcId('vpc')}, ${id('subnet', 'place.n')}, zone_id, 'ecs.g3i.large',
         'image-debian12x64tenon00', 'worker', 'PostPaid', 'NoSpot', ${PAIR}, 'KeepCharging', '', '',
         'optional', '[{"VolumeId":"' || ${id('vol', 'made.n', '000000000')} ||
         '","VolumeType":"ESSD_PL0","Size":40,"DeleteWithInstance":true,"Kind":"system"}]', 0, 0
       from fill_instance made join fill_place place on place.n = made.place`,
    ),
    make(
      'network_interface',
      `${COMMON}, status, vpc_id, subnet_id, zone_id, type, mac_address, primary_ip_address,
       plane_refusal, port_security_enabled, service_managed, delete_on_termination, instance_id`,
      `select ${common('place', eniId(NUMBER), `'nic-' || cast(${NUMBER} as text)`)},
         case when slot = 2 then 'Available' else 'InUse' end, ${vpcId('vpc')},
         ${id('subnet', 'place.n')}, zone_id, case when slot = 0 then 'primary' else 'secondary' end,
         ${mac(NUMBER)}, ${dotted(ADDRESS)}, '', 0, 0, case when slot = 0 then 1 else 0 end,
         case when slot = 2 then null else ${instanceId('made.n')} end
       ${EACH_INTERFACE}`,
    ),
    make(
      'eip',
      `${COMMON}, status, ip_address, isp, instance_type, instance_id, private_ip_address,
       security_protection_types, bandwidth, billing_type, release_with_instance, expires_at,
       network_interface_id`,
      `select ${common('place', id('eip', 'made.n'), "'eip'")}, 'Attached',
         ${dotted(`(${FIRST_PUBLIC_ADDRESS} + made.n / ${INSTANCES_PER_EIP})`)}, 'BGP', 'EcsInstance',
         ${instanceId('made.n')}, ${dotted(`(base + ${ADDRESSES_FROM} + within * ${PER_INSTANCE})`)},
         '[]', 1, 3, 0, 0, ${eniId(`(made.n * ${PER_INSTANCE})`)}
       from fill_instance made join fill_place place on place.n = made.place
       where made.n % ${INSTANCES_PER_EIP} = 0`,
    ),
    make(
      'network_interface_security_group',
      'network_interface_id, security_group_id, position',
      `select ${eniId(NUMBER)}, ${groupId('vpc', 'normal')}, 0 ${EACH_INTERFACE}`,
    ),
    make(
      'address',
      'subnet_id, vpc_id, network_interface_id, address, family, is_primary, position, number',
      `select ${id('subnet', 'place.n')}, ${vpcId('vpc')}, ${eniId(NUMBER)}, ${dotted(ADDRESS)}, 4, 1,
         0, ${ADDRESS} ${EACH_INTERFACE}`,
    ),
    // One interface of three has a second address.
    make(
      'address',
      'subnet_id, vpc_id, network_interface_id, address, family, is_primary, position, number',
      `select ${id('subnet', 'place.n')}, ${vpcId('vpc')}, ${eniId(`(made.n * ${PER_INSTANCE} + 1)`)},
         ${dotted(SECOND_ADDRESS)}, 4, 0, 1, ${SECOND_ADDRESS}
       from fill_instance made join fill_place place on place.n = made.place`,
    ),
    ...['', 'group'].map((of) =>
      make(
        'interface_tally',
        `security_group_id, subnet_id, type, account_id, region, vpc_id, zone_id, interfaces, addresses`,
        `select ${of === '' ? "''" : groupId('vpc', 'normal')}, ${id('subnet', 'n')}, type, account_id,
           '${region}', ${vpcId('vpc')}, zone_id, instances * interfaces, instances * addresses
         from fill_place cross join (
           select 'primary' as type, 1 as interfaces, 1 as addresses
           union all select 'secondary', 2, 3) kind`,
      ),
    ),
    make(
      'tag',
      'resource_id, resource_type, account_id, region, key, value',
      `select ${eniId(NUMBER)}, 'eni', account_id, '${region}', 'cluster',
         'c' || cast(made.n / 1000 as text) ${EACH_INTERFACE} where slot > 0`,
    ),
    ...[
      ['Vpcs', 'count(distinct vpc)'],
      ['SecurityGroups', '2 * count(distinct vpc)'],
      ['Instances', 'sum(instances)'],
      ['KeyPairs', 'count(*)'],
      ['Eips', `sum(${EIPS})`],
      ['NetworkInterfaces', '2 * sum(instances)'],
    ].map(([quota, used]) =>
      make(
        'usage',
        'account_id, region, quota, used',
        `select account_id, '${region}', '${quota}', ${used} from fill_place group by account_id`,
      ),
    ),
    ...['fill_place', 'fill_instance', 'fill_slot'].map((table) => `drop table ${table}`),
  ];
}

/** One for each subnet. */
const PAIR = "'pair-' || cast(place.n as text)";
const groupId = (place: string, type: string) =>
  type === 'normal' ? id('sg', place) : id('sg', place, CUSTOM_TAIL);

/** How many of a subnet's instances have a number that a public address is for. */
const EIPS = `((first + instances + ${INSTANCES_PER_EIP - 1}) / ${INSTANCES_PER_EIP} - (first + ${INSTANCES_PER_EIP - 1}) / ${INSTANCES_PER_EIP})`;
const EACH_INTERFACE = `from fill_instance made
  join fill_place place on place.n = made.place cross join fill_slot`;
const NUMBER = `(made.n * ${PER_INSTANCE} + slot)`;
const ADDRESS = `(base + ${ADDRESSES_FROM} + within * ${PER_INSTANCE} + slot)`;
const SECOND_ADDRESS = `(base + ${ADDRESSES_FROM} + instances * ${PER_INSTANCE} + within)`;
