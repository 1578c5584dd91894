import type { TrafficMirrorSessionRow } from '#store/schema/traffic-mirror.ts';
import type { Writer } from '#store/store.ts';
import { removeTags } from '../tag/rows.ts';
import { sessionsFrom, sessionsTo } from './rows.ts';

/** Removes a session with its tags. */
export async function removeTrafficMirrorSession(
  tx: Writer,
  row: Pick<TrafficMirrorSessionRow, 'id'>,
): Promise<void> {
  await removeTags(tx, row.id);
  await tx.remove('traffic_mirror_session', row.id);
}

/** Removes the sessions that mirror the traffic of an interface that is being removed. */
export async function removeSessionsFrom(tx: Writer, interfaceId: string): Promise<void> {
  for (const row of await tx.all(sessionsFrom, { interfaceId })) {
    await removeTrafficMirrorSession(tx, row);
  }
}

/** Removes the sessions that mirror traffic to a target that is being removed. */
export async function removeSessionsTo(tx: Writer, targetId: string): Promise<void> {
  for (const row of await tx.all(sessionsTo, { targetId })) {
    await removeTrafficMirrorSession(tx, row);
  }
}
