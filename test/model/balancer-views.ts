import type { Listener, LoadBalancer, ServerGroup } from './balancer-state.ts';
import type { ListView } from './nat-views.ts';
import type { Model } from './state.ts';
import type { Result } from './step.ts';
import type { Account } from './world.ts';

export function balancersOf(model: Model): ListView[] {
  const of = <T extends { account: Account }>(all: ReadonlyMap<string, T>, account: Account) =>
    [...all.values()].filter((each) => each.account === account);
  return [
    {
      service: 'clb',
      action: 'DescribeLoadBalancers',
      field: 'LoadBalancers',
      seen: balancerSeen,
      meant: (account) =>
        of(model.loadBalancers, account).map((each) => balancerMeant(model, each)),
    },
    {
      service: 'clb',
      action: 'DescribeListeners',
      field: 'Listeners',
      seen: listenerSeen,
      meant: (account) => of(model.listeners, account).map(listenerMeant),
    },
    {
      service: 'clb',
      action: 'DescribeServerGroups',
      field: 'ServerGroups',
      seen: (view) => ({ id: view.ServerGroupId }),
      meant: (account) => of(model.serverGroups, account).map(({ id }) => ({ id })),
    },
  ];
}

function balancerSeen(view: Result) {
  return {
    id: view.LoadBalancerId,
    status: view.Status,
    type: view.Type,
    vpc: view.VpcId,
    subnet: view.SubnetId,
    zone: view.MasterZoneId,
    eni: view.EniID,
    address: view.EniAddress,
    ipv6: view.EniIpv6Address,
    eip: view.EipID,
    eipAddress: view.EipAddress,
  };
}

function balancerMeant(model: Model, balancer: LoadBalancer): ReturnType<typeof balancerSeen> {
  const { id, status, isPublic, subnet, eni } = balancer;
  const eip = model.ofEni(eni)[0];
  return {
    id,
    status,
    type: isPublic ? 'public' : 'private',
    vpc: subnet.vpcId,
    subnet: subnet.id,
    zone: subnet.zoneId,
    eni: eni.id,
    address: eni.ipv4[0],
    ipv6: eni.ipv6[0] ?? '',
    eip: eip?.id ?? '',
    eipAddress: eip?.ip ?? '',
  };
}

function listenerSeen(view: Result) {
  return {
    id: view.ListenerId,
    status: view.Status,
    balancer: view.LoadBalancerId,
    group: view.ServerGroupId,
    protocol: view.Protocol,
    port: view.Port,
    start: view.StartPort,
    end: view.EndPort,
  };
}

function listenerMeant({ id, status, balancer, group, protocol, ports }: Listener) {
  return { id, status, balancer: balancer.id, group: group.id, protocol, ...ports };
}

/** A group as it is shown by itself. */
export function groupSeen(view: Result) {
  return {
    id: view.ServerGroupId,
    balancer: view.LoadBalancerId,
    anyPort: view.AnyPortEnabled,
    listeners: view.Listeners,
    servers: view.Servers.map((each: Result) => ({
      id: each.ServerId,
      type: each.Type,
      of: each.InstanceId,
      ip: each.Ip,
      port: each.Port,
    })),
  };
}

export function groupMeant(model: Model, group: ServerGroup): ReturnType<typeof groupSeen> {
  const listeners = model.listenersOf(group.balancer).filter((each) => each.group === group);
  return {
    id: group.id,
    balancer: group.balancer.id,
    anyPort: group.anyPort ? 'on' : null,
    listeners: listeners.map(({ id }) => id).sort(),
    servers: group.servers,
  };
}
