import type { TrafficMirrorTargetRow } from '#store/schema/traffic-mirror.ts';
import type { Writer } from '#store/store.ts';
import { removeTags } from '../tag/rows.ts';
import { removeSessionsFrom, removeSessionsTo } from '../traffic-mirror-session/remove.ts';
import { targetsAt } from './rows.ts';

/** Removes a target that no session uses, with its tags. */
export async function removeTrafficMirrorTarget(
  tx: Writer,
  row: TrafficMirrorTargetRow,
): Promise<void> {
  await removeTags(tx, row.id);
  await tx.remove('traffic_mirror_target', row.id);
}

/**
 * Removes what mirrors the traffic of an interface that is being removed, and what mirrors traffic
 * to it: the sessions, and the targets that it is.
 */
export async function removeMirrorsAt(tx: Writer, interfaceId: string): Promise<void> {
  await removeSessionsFrom(tx, interfaceId);
  for (const target of await tx.all(targetsAt, { instanceId: interfaceId })) {
    await removeSessionsTo(tx, target.id);
    await removeTrafficMirrorTarget(tx, target);
  }
}
