import type { Server, ServerGroup } from './balancer-state.ts';
import { activeRefusal, isActive } from './balancers.ts';
import type { Eni, Model } from './state.ts';
import {
  aLoadBalancer,
  anEni,
  anInstance,
  anyOne,
  aServerGroup,
  type Picker,
  type Plan,
} from './step.ts';

/** A server that is asked for, and why it cannot be had. */
interface Asked {
  readonly input: Readonly<Record<string, unknown>>;
  readonly server: Omit<Server, 'id'>;
  readonly refusal: string;
}

const MALFORMED = 'InvalidServers.Malformed';
const NOT_FOUND = 'InvalidInstance.NotFound';

/** Servers for a group in a VPC, now and then of another VPC or ones that lack something. */
function someServers(model: Model, pick: Picker, vpcId: string, anyPort: boolean): Asked[] {
  const count = 1 + pick.below(2);
  return Array.from({ length: count }, () => aServer(model, pick, vpcId, anyPort));
}

function aServer(model: Model, pick: Picker, vpcId: string, anyPort: boolean): Asked {
  const type = pick.one(['ecs', 'eni', 'ip']) ?? 'ip';
  const port = pick.once(12) ? 0 : 80 + pick.below(2);
  const typed = !pick.once(25);
  const at = { port, ...(typed && { type }) };
  const lacks = (port === 0 && !anyPort) || !typed;
  if (type === 'ip') return anAddress(pick, at, lacks);
  const { id, eni } = type === 'eni' ? anEniServer(model, pick, vpcId) : anEcs(model, pick, vpcId);
  const near = eni?.subnet.vpcId === vpcId;
  return {
    input: { ...(typed && { Type: type }), Port: port, InstanceId: id },
    server: { type, of: id, ip: eni?.ipv4[0] ?? '', port },
    refusal: lacks ? MALFORMED : eni === undefined ? NOT_FOUND : near ? '' : MALFORMED,
  };
}

function anAddress(
  pick: Picker,
  { port, type }: { port: number; type?: string },
  lacks: boolean,
): Asked {
  const ip = pick.once(12) ? '' : '192.168.7.7';
  return {
    input: {
      ...(type !== undefined && { Type: type }),
      ...(ip !== '' && { Ip: ip }),
      Port: port,
    },
    server: { type: 'ip', of: ip, ip, port },
    refusal: lacks || ip === '' ? MALFORMED : '',
  };
}

interface ServerPlace {
  readonly id: string;
  /** The interface that packets would go to. */
  readonly eni: Eni | undefined;
}

function anEniServer(model: Model, pick: Picker, vpcId: string): ServerPlace {
  const named = anEni(model, pick, ({ subnet }) => subnet.vpcId === vpcId);
  return { id: named.id, eni: named.own };
}

function anEcs(model: Model, pick: Picker, vpcId: string): ServerPlace {
  const named = anInstance(model, pick, ({ subnet }) => subnet.vpcId === vpcId);
  const enis = named.own ? model.ofInstance(named.own) : [];
  return { id: named.id, eni: enis.find(({ type }) => type === 'primary') };
}

/** All servers are looked at for what they lack before any is looked for. */
function serversRefusal(asked: readonly Asked[]): string {
  const refusals = asked.map(({ refusal }) => refusal);
  return [MALFORMED, NOT_FOUND].find((code) => refusals.includes(code)) ?? '';
}

const withIds = (asked: readonly Asked[], ids: readonly string[]): Server[] =>
  asked.map(({ server }, index) => ({ ...server, id: ids[index] ?? '' }));

export const createServerGroup: Plan = (model, pick) => {
  const { account } = pick;
  const named = aLoadBalancer(model, pick, isActive);
  const balancer = named.own;
  const anyPort = pick.once(4);
  const vpcId = named.found?.subnet.vpcId ?? '';
  const asked = pick.once(2) ? someServers(model, pick, vpcId, anyPort) : [];
  return {
    service: 'clb',
    action: 'CreateServerGroup',
    input: {
      LoadBalancerId: named.id,
      ...(anyPort && { AnyPortEnabled: 'on' }),
      ...(asked.length > 0 && { Servers: asked.map(({ input }) => input) }),
    },
    code: activeRefusal(balancer) || serversRefusal(asked),
    async done({ ServerGroupId: id }, look) {
      if (balancer === undefined) return;
      const { Servers } = await look('clb', 'DescribeServerGroupAttributes', { ServerGroupId: id });
      const ids = Servers.map(({ ServerId }: { ServerId: string }) => ServerId);
      const living = { id, account, status: 'Active', turn: 0 };
      model.serverGroups.set(id, { ...living, balancer, anyPort, servers: withIds(asked, ids) });
    },
  };
};

export const addServers: Plan = (model, pick) => {
  const named = aServerGroup(model, pick, ({ balancer }) => isActive(balancer));
  const group = named.own;
  const vpcId = named.found?.balancer.subnet.vpcId ?? '';
  const asked = someServers(model, pick, vpcId, named.found?.anyPort ?? false);
  return {
    service: 'clb',
    action: 'AddServerGroupBackendServers',
    input: { ServerGroupId: named.id, Servers: asked.map(({ input }) => input) },
    code: groupRefusal(group) || serversRefusal(asked),
    done({ ServerIds }) {
      if (group) group.servers = [...group.servers, ...withIds(asked, ServerIds)];
    },
  };
};

const groupRefusal = (group: ServerGroup | undefined): string =>
  group === undefined ? 'InvalidServerGroup.NotFound' : '';

export const removeServers: Plan = (model, pick) => {
  const named = aServerGroup(model, pick, ({ servers }) => servers.length > 0);
  const group = named.own;
  const held = (named.found?.servers ?? []).map(({ id }) => id);
  const others = [...model.serverGroups.values()].flatMap(({ servers }) => servers);
  const stray = pick.one(others.filter(({ id }) => !held.includes(id)))?.id ?? 'rs-none';
  const ids = [
    ...new Set([
      (pick.once(6) ? stray : pick.one(held)) ?? 'rs-none',
      ...(pick.once(3) ? [pick.one(held) ?? stray] : []),
    ]),
  ];
  return {
    service: 'clb',
    action: 'RemoveServerGroupBackendServers',
    input: { ServerGroupId: named.id, ServerIds: ids },
    code:
      groupRefusal(group) || (ids.every((id) => held.includes(id)) ? '' : 'InvalidServer.NotFound'),
    done() {
      if (group) group.servers = group.servers.filter(({ id }) => !ids.includes(id));
    },
  };
};

export const deleteServerGroup: Plan = (model, pick) => {
  const suits = (each: ServerGroup) => deleteRefusal(model, each) === '';
  const named = aServerGroup(model, pick, pick.once(3) ? anyOne : suits);
  const group = named.own;
  return {
    service: 'clb',
    action: 'DeleteServerGroup',
    input: { ServerGroupId: named.id },
    code: deleteRefusal(model, group),
    done() {
      if (group) model.removeServerGroup(group);
    },
  };
};

function deleteRefusal(model: Model, group: ServerGroup | undefined): string {
  if (group === undefined) return groupRefusal(group);
  const used = model.listenersOf(group.balancer).some((each) => each.group === group);
  return used ? 'InvalidServerGroup.InUse' : '';
}
