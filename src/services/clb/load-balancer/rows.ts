import { literal } from '#store/literal.ts';
import { byId, type Owner, owned, ownedIn, ownedToChange } from '#store/owned.ts';
import { listQuery, query } from '#store/query.ts';

export const ownLoadBalancer = owned('load_balancer');

/** The same, locked: for an action that changes it or what belongs to it. */
export const ownLoadBalancerToChange = ownedToChange('load_balancer');

/** The region of an account's load balancer. */
export const regionOfLoadBalancer = ownedIn('load_balancer');

export const loadBalancerById = byId('load_balancer');

/** The EIPs on load balancers: each has one at most. */
export const eipsOnLoadBalancers = listQuery((db, ids) =>
  db
    .selectFrom('eip')
    .selectAll()
    .where('instance_id', 'in', ids)
    .where('instance_type', '=', 'ClbInstance'),
);

/** The public bandwidths of the IPv6 addresses of interfaces. */
export const ipv6BandwidthsOn = listQuery((db, ids) =>
  db.selectFrom('ipv6_address_bandwidth').selectAll().where('network_interface_id', 'in', ids),
);

/** The load balancer whose interface this is. */
export const loadBalancerOfInterface = query((db, p: { networkInterfaceId: string }) =>
  db
    .selectFrom('load_balancer')
    .select('id')
    .where('network_interface_id', '=', p.networkInterfaceId),
);

/** The listeners of load balancers, the oldest first. */
export const listenersOfLoadBalancers = listQuery((db, ids) =>
  db
    .selectFrom('listener')
    .selectAll()
    .where('load_balancer_id', 'in', ids)
    .orderBy('load_balancer_id')
    .orderBy('id'),
);

/** The server groups of a load balancer, the oldest first. */
export const groupsOfLoadBalancer = query((db, p: { loadBalancerId: string }) =>
  db
    .selectFrom('server_group')
    .selectAll()
    .where('load_balancer_id', '=', p.loadBalancerId)
    .orderBy('id'),
);

/** The load balancers whose health checks go to a log topic. */
export const loadBalancersOfTopic = query((db, p: Owner & { topicId: string }) =>
  db
    .selectFrom('load_balancer')
    .select('id')
    .where('account_id', '=', p.account_id)
    .where('region', '=', p.region)
    .where('health_check_log_topic_id', '=', p.topicId)
    .where('health_check_log_topic_id', '<>', literal(''))
    .orderBy('id'),
);
