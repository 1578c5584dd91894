import { byId, ownedToChange } from '#store/owned.ts';
import { query } from '#store/query.ts';

/** One of the caller's egress-only rules, with all columns, locked. */
export const ownRule = ownedToChange('ipv6_egress_only_rule');

export const ruleById = byId('ipv6_egress_only_rule');

/** The egress-only rule for the public bandwidth of an IPv6 address. */
export const ruleOfBandwidth = query((db, p: { bandwidthId: string }) =>
  db
    .selectFrom('ipv6_egress_only_rule')
    .select('id')
    .where('ipv6_address_bandwidth_id', '=', p.bandwidthId),
);

/** How many egress-only rules an IPv6 gateway has: a quota keeps the number small. */
export const rulesOfGateway = query((db, p: { ipv6GatewayId: string }) =>
  db
    .selectFrom('ipv6_egress_only_rule')
    .select((count) => count.fn.countAll<number>().as('n'))
    .where('ipv6_gateway_id', '=', p.ipv6GatewayId),
);
