import type { Ask, Reply } from './caller.ts';
import type { Names } from './names.ts';
import type { Answer, Request } from './operations.ts';
import { sayEni, sayInstance } from './state.ts';
import { ENIS, groupOf, keyOf, LATER_ENIS, subnetOf } from './world.ts';

/** The client that asks, and the run that it asks for. */
export interface Where {
  readonly run: string;
  readonly lane: number;
  readonly names: Names;
}

/** A request as it goes over the wire. `token` makes one that may be repeated happen once. */
export function askOf(request: Request, { run, lane, names }: Where, token: string): Ask {
  const vpc = (action: string, input: Record<string, unknown>): Ask => ({
    service: 'vpc',
    action,
    input,
    credentials: keyOf(lane),
  });
  const ecs = (action: string, input: Record<string, unknown>): Ask => ({
    ...vpc(action, input),
    service: 'ecs',
  });
  const eni = 'eni' in request && request.do !== 'create' ? names.idOf(request.eni) : '';
  const instance = 'instance' in request ? names.idOf(request.instance) : '';
  switch (request.do) {
    case 'create':
      return vpc('CreateNetworkInterface', {
        SubnetId: subnetOf(run),
        SecurityGroupIds: [groupOf(run)],
        NetworkInterfaceName: request.eni,
        ClientToken: token,
      });
    case 'attach':
      return vpc('AttachNetworkInterface', {
        NetworkInterfaceId: eni,
        InstanceId: instance,
        DeleteOnTermination: request.ends,
      });
    case 'detach':
      return vpc('DetachNetworkInterface', { NetworkInterfaceId: eni, InstanceId: instance });
    case 'delete':
      return vpc('DeleteNetworkInterface', { NetworkInterfaceId: eni });
    case 'assign':
      return vpc('AssignPrivateIpAddresses', {
        NetworkInterfaceId: eni,
        PrivateIpAddress: [request.address],
        ClientToken: token,
      });
    case 'unassign':
      return vpc('UnassignPrivateIpAddresses', {
        NetworkInterfaceId: eni,
        PrivateIpAddress: [request.address],
      });
    case 'stop':
      return ecs('StopInstance', { InstanceId: instance });
    case 'start':
      return ecs('StartInstance', { InstanceId: instance });
    case 'end':
      return ecs('DeleteInstance', { InstanceId: instance });
    case 'show':
      return vpc('DescribeNetworkInterfaceAttributes', { NetworkInterfaceId: eni });
    case 'show instance':
      return ecs('DescribeInstances', { InstanceIds: [instance] });
    case 'list':
      return vpc('DescribeNetworkInterfaces', {
        SubnetId: subnetOf(run),
        Type: 'secondary',
        MaxResults: 100,
      });
    default:
      throw new Error(`nobody asks for ${request.do}`);
  }
}

/**
 * Whether the request may be sent again when its answer is lost: its token lets it happen only
 * once.
 */
export const isRepeatable = ({ do: what }: Request): boolean =>
  what === 'create' || what === 'assign';

export const isRead = ({ do: what }: Request): boolean =>
  what === 'show' || what === 'show instance' || what === 'list';

/**
 * The store's message when nobody knows whether the transaction committed. With any other message,
 * it did not.
 */
const LOST = /lost while it committed/;

/** A reply in the words of histories. `onBreach` is called with what no answer may show. */
export function answerOf(
  request: Request,
  reply: Reply,
  { names }: Where,
  onBreach: (breach: string) => void,
): Answer {
  if (reply.kind !== 'answer') return { kind: 'unknown' };
  const { code, message, result } = reply;
  if (code !== '') return LOST.test(message) ? { kind: 'unknown' } : { kind: 'refused', code };
  const learn = (name: string, id: string) => {
    const breach = names.learn(name, id);
    if (breach) onBreach(breach);
  };
  switch (request.do) {
    case 'create':
      learn(request.eni, result.NetworkInterfaceId);
      return { kind: 'ok' };
    case 'show':
      return { kind: 'seen', seen: { [request.eni]: eniLine(result, names) } };
    case 'show instance':
      return {
        kind: 'seen',
        seen: { [request.instance]: instanceLine(result.Instances[0], names) },
      };
    case 'list': {
      const seen = new Map<string, string>([...ENIS, ...LATER_ENIS].map((name) => [name, '']));
      for (const view of result.NetworkInterfaceSets) {
        const name = names.has(view.NetworkInterfaceId)
          ? names.nameOf(view.NetworkInterfaceId)
          : view.NetworkInterfaceName;
        learn(name, view.NetworkInterfaceId);
        seen.set(name, eniLine(view, names));
      }
      return { kind: 'seen', seen: Object.fromEntries(seen) };
    }
    default:
      return { kind: 'ok' };
  }
}

// biome-ignore lint/suspicious/noExplicitAny: the views of the API
type View = any;

function eniLine(view: View, names: Names): string {
  return sayEni({
    status: view.Status,
    on: view.DeviceId === '' ? '' : names.nameOf(view.DeviceId),
    ends: view.Attachment.DeleteOnTermination,
    addresses: view.PrivateIpSets.PrivateIpSet.filter((each: View) => !each.Primary).map(
      (each: View) => each.PrivateIpAddress,
    ),
  });
}

function instanceLine(view: View, names: Names): string {
  if (view === undefined) return '';
  const on = view.NetworkInterfaces.filter((each: View) => each.Type !== 'primary');
  return sayInstance(
    view.Status,
    on.map((each: View) => names.nameOf(each.NetworkInterfaceId)),
  );
}
