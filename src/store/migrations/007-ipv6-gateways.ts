import type { Compilable } from 'kysely';
import type { Db } from '../schema.ts';
import { index, number, resource, text } from './columns.ts';

export function ipv6Gateways(db: Db): Compilable<unknown>[] {
  return [
    text(resource(db, 'ipv6_gateway'), ['vpc_id']),
    index(db, 'ipv6_gateway_by_account', 'ipv6_gateway', 'account_id', 'region', 'id'),
    index(db, 'ipv6_gateway_one_per_vpc', 'ipv6_gateway', 'vpc_id').unique(),

    number(
      text(resource(db, 'ipv6_address_bandwidth'), [
        'vpc_id',
        'network_interface_id',
        'ipv6_address',
        'isp',
      ]),
      ['bandwidth', 'billing_type'],
    ),
    index(
      db,
      'ipv6_address_bandwidth_by_account',
      'ipv6_address_bandwidth',
      'account_id',
      'region',
      'id',
    ),
    index(db, 'ipv6_address_bandwidth_by_vpc', 'ipv6_address_bandwidth', 'vpc_id', 'id'),
    index(
      db,
      'ipv6_address_bandwidth_one_per_address',
      'ipv6_address_bandwidth',
      'network_interface_id',
      'ipv6_address',
    ).unique(),

    text(resource(db, 'ipv6_egress_only_rule'), ['ipv6_gateway_id', 'ipv6_address_bandwidth_id']),
    index(db, 'ipv6_egress_only_rule_by_gateway', 'ipv6_egress_only_rule', 'ipv6_gateway_id', 'id'),
    index(
      db,
      'ipv6_egress_only_rule_one_per_bandwidth',
      'ipv6_egress_only_rule',
      'ipv6_address_bandwidth_id',
    ).unique(),
  ];
}
