import type { Listener, LoadBalancer, Ports, ServerGroup } from './balancer-state.ts';
import { activeRefusal, isActive } from './balancers.ts';
import type { Model } from './state.ts';
import { aListener, aLoadBalancer, anyOne, aServerGroup, type Picker, type Plan } from './step.ts';

/** The last three make no sense. */
const PORTS: readonly Ports[] = [
  { port: 80, start: 0, end: 0 },
  { port: 443, start: 0, end: 0 },
  { port: 0, start: 400, end: 500 },
  { port: 80, start: 80, end: 90 },
  { port: 0, start: 0, end: 0 },
  { port: 0, start: 500, end: 400 },
];

/** What is said of a listener that decides whether it can be made. */
interface Said {
  readonly protocol: string;
  readonly ports: Ports;
  /** Of TCP and UDP alone. */
  readonly timeout: boolean;
  /** Of HTTPS alone; there is none. */
  readonly certificate: boolean;
  /** There is none either. */
  readonly acl: 'none' | 'missing' | 'unnamed';
}

const PROTOCOLS = ['TCP', 'UDP', 'HTTP'];

function somethingSaid(pick: Picker): Said {
  return {
    protocol: (pick.once(12) ? 'HTTPS' : pick.one(PROTOCOLS)) ?? 'TCP',
    ports: (pick.once(8) ? pick.one(PORTS.slice(3)) : pick.one(PORTS.slice(0, 3))) ?? PORTS[0],
    timeout: pick.once(8),
    certificate: pick.once(12),
    acl: pick.once(10) ? (pick.one(['missing', 'unnamed'] as const) ?? 'none') : 'none',
  } as Said;
}

const inputOf = ({ protocol, ports, timeout, certificate, acl }: Said) => ({
  Protocol: protocol,
  Port: ports.port,
  ...(ports.start > 0 && { StartPort: ports.start, EndPort: ports.end }),
  ...(timeout && { EstablishedTimeout: 60 }),
  ...(certificate && { CertificateId: 'cert-none' }),
  ...(acl !== 'none' && { AclStatus: 'on', AclType: 'white' }),
  ...(acl === 'missing' && { AclIds: ['acl-none'] }),
});

export const createListener: Plan = (model, pick) => {
  const { account } = pick;
  const listening = (each: LoadBalancer) =>
    isActive(each) && [...model.serverGroups.values()].some(({ balancer }) => balancer === each);
  const named = aLoadBalancer(model, pick, listening);
  const balancer = named.own;
  const target = aServerGroup(model, pick, (each) => each.balancer === named.found);
  const group = target.own;
  const said = somethingSaid(pick);
  const enabled = !pick.once(4);
  return {
    service: 'clb',
    action: 'CreateListener',
    input: {
      LoadBalancerId: named.id,
      ServerGroupId: target.id,
      ...inputOf(said),
      ...(!enabled && { Enabled: 'off' }),
    },
    code: createRefusal(model, balancer, group, said),
    done({ ListenerId: id }) {
      if (balancer === undefined || group === undefined) return;
      const { protocol, ports } = said;
      const living = { id, account, status: enabled ? 'Active' : 'Disabled', turn: 0 };
      model.listeners.set(id, { ...living, balancer, group, protocol, ports });
    },
  };
};

function createRefusal(
  model: Model,
  balancer: LoadBalancer | undefined,
  group: ServerGroup | undefined,
  said: Said,
): string {
  const refusal = activeRefusal(balancer);
  if (balancer === undefined || refusal) return refusal;
  if (!makesSense(said)) return 'InvalidPort.Malformed';
  if (!fitsProtocol(said)) return 'InvalidListener.ProtocolMismatch';
  if (group === undefined) return 'InvalidServerGroup.NotFound';
  if (group.balancer !== balancer) return 'InvalidServerGroup.LoadBalancerMismatch';
  if (said.certificate) return 'InvalidCertificate.NotFound';
  if (said.acl === 'unnamed') return 'MissingParameter.AclIds';
  if (said.acl === 'missing') return 'InvalidAcl.NotFound';
  const taken = model.listenersOf(balancer).some((each) => share(each, said));
  return taken ? 'InvalidListener.Conflict' : '';
}

/** A range is of TCP and UDP. */
function makesSense({ protocol, ports: { port, start, end } }: Said): boolean {
  if (port > 0) return start === 0;
  return ['TCP', 'UDP'].includes(protocol) && start > 0 && start <= end;
}

function fitsProtocol({ protocol, timeout, certificate }: Said): boolean {
  const isHttp = protocol.startsWith('HTTP');
  return !(timeout && isHttp) && certificate === (protocol === 'HTTPS');
}

/** Whether two listeners would take the same packets: UDP is apart, the others go over TCP. */
function share(one: Listener, other: Said): boolean {
  const first = ({ port, start }: Ports) => port || start;
  const last = ({ port, end }: Ports) => port || end;
  return (
    (one.protocol === 'UDP') === (other.protocol === 'UDP') &&
    first(one.ports) <= last(other.ports) &&
    first(other.ports) <= last(one.ports)
  );
}

export const deleteListener: Plan = (model, pick) => {
  const named = aListener(model, pick, anyOne);
  const listener = named.own;
  return {
    service: 'clb',
    action: 'DeleteListener',
    input: { ListenerId: named.id },
    code: listener === undefined ? 'InvalidListener.NotFound' : '',
    done() {
      if (listener === undefined) return;
      model.forget(model.listeners, listener.id);
    },
  };
};
