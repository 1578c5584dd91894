import { isDeepStrictEqual } from 'node:util';
import { loadNetwork } from '#reconcile/networks.ts';
import { instancesToEnsure } from '#services/ecs/instance/place.ts';
import { networkOf } from '#services/vpc/vpc/network.ts';
import type { Reader, Store } from '#store/store.ts';
import type { MemoryPlane } from './memory-plane.ts';

/**
 * What must never differ between the store and its data plane, as sentences. With `settled`, nothing
 * is on its way, and the one is the other's picture.
 */
export function planeBreaches(
  store: Store,
  plane: MemoryPlane,
  settled: boolean,
): Promise<string[]> {
  return store.read(async (tx) => [
    ...(await networks(tx, plane, settled)),
    ...(await nics(tx, plane, settled)),
    ...(settled ? await instances(tx, plane) : []),
  ]);
}

async function networks(tx: Reader, plane: MemoryPlane, settled: boolean): Promise<string[]> {
  const found: string[] = [];
  const ids = (await tx.select((db) => db.selectFrom('vpc').select('id'))).map(({ id }) => id);
  for (const id of ids) {
    const { network } = await loadNetwork(tx, { load: networkOf }, id);
    const held = plane.network(id);
    if (held === undefined || network === undefined) {
      if (settled) found.push(`${id} is no network of the data plane`);
    } else if (held.revision !== network.revision) {
      if (settled) found.push(`${id} is applied as of ${held.revision}, not ${network.revision}`);
    } else if (!isDeepStrictEqual(held, network)) {
      found.push(`${id} has changed and kept its revision: ${difference(held, network)}`);
    }
  }
  const { networks: applied } = await plane.inspect();
  const strays = applied.filter((id) => !ids.includes(id));
  return settled ? [...found, ...strays.map((id) => `${id} is gone, but applied`)] : found;
}

function difference(held: object, wanted: object): string {
  const before = held as Readonly<Record<string, unknown>>;
  return Object.entries(wanted)
    .filter(([key, value]) => !isDeepStrictEqual(value, before[key]))
    .map(([key, value]) => `${key}: ${JSON.stringify(before[key])} -> ${JSON.stringify(value)}`)
    .join('; ');
}

async function nics(tx: Reader, plane: MemoryPlane, settled: boolean): Promise<string[]> {
  const rows = await tx.select((db) =>
    db
      .selectFrom('network_interface')
      .select(['id', 'status', 'instance_id'])
      // The interface of a NAT gateway is in no instance.
      .where('service_managed', '=', 0),
  );
  const inUse = new Map(
    rows.filter(({ status }) => status === 'InUse').map((row) => [row.id, row.instance_id]),
  );
  const missing = [...inUse]
    .filter(([id, instanceId]) => plane.plugged(id)?.instanceId !== instanceId)
    .map(([id, instanceId]) => `${id} is InUse, but not in ${instanceId}`);
  if (!settled) return missing;
  const strays = (await plane.inspect()).nics.filter(({ nicId }) => !inUse.has(nicId));
  return [...missing, ...strays.map(({ nicId }) => `${nicId} is plugged, but not InUse`)];
}

async function instances(tx: Reader, plane: MemoryPlane): Promise<string[]> {
  const found: string[] = [];
  const wanted = await instancesToEnsure(tx);
  for (const { instance, due } of wanted) {
    if (!due) continue;
    const held = plane.instance(instance.id);
    if (isDeepStrictEqual(held, instance)) continue;
    found.push(`${JSON.stringify(instance)} is ${JSON.stringify(held)}`);
  }
  const known = new Set(wanted.map(({ instance }) => instance.id));
  const strays = (await plane.inspect()).instances.filter((id) => !known.has(id));
  return [...found, ...strays.map((id) => `${id} is gone, but still a place`)];
}
