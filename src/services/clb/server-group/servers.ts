import { isIP } from 'node:net';
import * as z from 'zod';
import type { Rule } from '#core/action.ts';
import { type Context, ownKey } from '#core/context.ts';
import { id, integer, list, text } from '#core/parameters.ts';
import { ownInstance } from '#services/ecs/instance/rows.ts';
import { ownInterface } from '#services/vpc/network-interface/rows.ts';
import type { NetworkInterfaceRow } from '#store/schema.ts';
import type { Reader, Writer } from '#store/store.ts';
import { clbRefusals } from '../refusals.ts';
import { primaryInterfaceOf, serversOfGroup } from './rows.ts';

/** Servers that are added to a group. Ours is the number. */
export const newServers = () =>
  list(
    z.object({
      Type: z.enum(['ecs', 'eni', 'ip']).optional(),
      InstanceId: id().optional(),
      Ip: text(64).optional(),
      Port: integer(0, 65_535).optional(),
      Weight: integer(0, 100).optional(),
      Description: text(255).optional(),
    }),
    100,
  );

type NewServer = z.infer<ReturnType<typeof newServers>>[number];

/** A server that can be added, or what is wrong with it. */
interface Resolved {
  readonly server: NewServer;
  readonly ip: string;
  readonly problem: 'none' | 'not there' | 'malformed';
  readonly reason: string;
}

export interface ServersFacts {
  readonly servers: readonly Resolved[];
}

const first = (facts: ServersFacts, problem: Resolved['problem']) =>
  facts.servers.find((each) => each.problem === problem);

export const serversRules: readonly Rule<ServersFacts>[] = [
  {
    refusal: clbRefusals.ServerMalformed,
    parameter: 'Servers',
    broken: (facts) => first(facts, 'malformed') !== undefined,
    because: (facts) => first(facts, 'malformed')?.reason ?? 'the servers are well-formed',
  },
  {
    refusal: clbRefusals.ServerInstanceNotFound,
    parameter: 'Servers',
    broken: (facts) => first(facts, 'not there') !== undefined,
    because: (facts) => first(facts, 'not there')?.reason ?? 'the servers are there',
  },
];

type Reached = Pick<NetworkInterfaceRow, 'vpc_id' | 'primary_ip_address'>;

/** The interfaces by which named servers are reached, by the type and then the id of the server. */
type Places = Readonly<Record<'ecs' | 'eni', ReadonlyMap<string, Reached | undefined>>>;

/**
 * Finds the instances and interfaces that are to be added to a group as servers. They are locked
 * before the group: they are taken out of it when they are deleted.
 */
export async function placesOf(
  tx: Reader,
  context: Context,
  asked: readonly NewServer[] = [],
): Promise<Places> {
  const named = (type: NewServer['Type']) =>
    asked.flatMap(({ Type, InstanceId }) => (Type === type ? (InstanceId ?? []) : [])).toSorted();
  const ecs = new Map<string, Reached | undefined>();
  for (const id of new Set(named('ecs'))) {
    const instance = await tx.first(ownInstance, ownKey(context, id));
    const primary = instance && (await tx.first(primaryInterfaceOf, { instanceId: id }));
    ecs.set(id, primary);
  }
  const eni = new Map<string, Reached | undefined>();
  for (const id of new Set(named('eni'))) {
    eni.set(id, await tx.first(ownInterface, ownKey(context, id)));
  }
  return { ecs, eni };
}

/** Judges the servers that are to be added to a group of a load balancer. */
export function resolveServers(
  asked: readonly NewServer[] | undefined,
  places: Places,
  group: { readonly vpcId: string; readonly anyPort: boolean },
): Resolved[] {
  return (asked ?? []).map((server) => resolve(server, places, group));
}

function resolve(
  server: NewServer,
  places: Places,
  { vpcId, anyPort }: { readonly vpcId: string; readonly anyPort: boolean },
): Resolved {
  const { Type, InstanceId, Ip = '', Port = 0 } = server;
  const wrong = (problem: Resolved['problem'], reason: string): Resolved => ({
    ...{ server, ip: Ip, problem, reason },
  });
  if (Port === 0 && !anyPort) return wrong('malformed', 'a server has no Port');
  if (Type === undefined) return wrong('malformed', 'a server has no Type');
  if (Type === 'ip') {
    const address = Ip || (InstanceId ?? '');
    if (address === '') return wrong('malformed', 'a server has no Ip');
    if (isIP(address) === 0) return wrong('malformed', `${address} is no address`);
    return { server, ip: address, problem: 'none', reason: '' };
  }
  if (InstanceId === undefined) return wrong('malformed', 'a server has no InstanceId');
  const at = places[Type].get(InstanceId);
  if (at === undefined) return wrong('not there', `there is no ${InstanceId}`);
  if (at.vpc_id !== vpcId) return wrong('malformed', `${InstanceId} is in ${at.vpc_id}`);
  return { server, ip: Ip || at.primary_ip_address, problem: 'none', reason: '' };
}

/** Adds servers to a group, after those that it has. Resolves to their ids, in their order. */
export async function addServers(
  tx: Writer,
  context: Context,
  serverGroupId: string,
  { servers }: ServersFacts,
): Promise<string[]> {
  const held = await tx.all(serversOfGroup, { serverGroupId });
  const ids: string[] = [];
  for (const { server, ip } of servers) {
    const serverId = context.ids.resource('rs');
    await tx.insert('backend_server', {
      id: serverId,
      server_group_id: serverGroupId,
      type: server.Type ?? 'ip',
      instance_id: server.Type === 'ip' ? '' : (server.InstanceId ?? ''),
      ip,
      port: server.Port ?? 0,
      weight: server.Weight ?? 0,
      description: server.Description ?? '',
      position: (held.at(-1)?.position ?? -1) + 1 + ids.length,
    });
    ids.push(serverId);
  }
  return ids;
}
