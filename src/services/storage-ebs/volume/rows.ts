import { listsOf } from '#store/lists.ts';
import { byId, type OwnKey, owned, ownedToChange } from '#store/owned.ts';
import { listQuery, lockingQuery, query } from '#store/query.ts';
import type { VolumeRow } from '#store/schema/volume.ts';
import type { InstanceRow } from '#store/schema.ts';
import type { Reader } from '#store/store.ts';

/** One of the caller's volumes, with all columns. */
export const volumeNow = owned('volume');

/** The same, locked: for an action that changes it. */
export const ownVolume = ownedToChange('volume');

export const volumeById = byId('volume');

/** The volumes on an instance, the oldest first. Locked. */
export const volumesOn = lockingQuery((db, p: { instanceId: string }) =>
  db.selectFrom('volume').selectAll().where('instance_id', '=', p.instanceId).orderBy('id'),
);

/** How many volumes are on an instance. */
export const volumeCount = query((db, p: { instanceId: string }) =>
  db
    .selectFrom('volume')
    .select((rows) => rows.fn.countAll<number>().as('volumes'))
    .where('instance_id', '=', p.instanceId),
);

/** The ids of the volumes of each instance, the system volume first. */
export function volumeIdsOf(
  tx: Reader,
  instanceIds: readonly string[],
): Promise<Map<string, string[]>> {
  return listsOf(tx, instanceIds, 'instance_id', volumeIdsOfMany, ({ id }) => id);
}

const volumeIdsOfMany = listQuery((db, ids) =>
  db
    .selectFrom('volume')
    .select(['instance_id', 'id'])
    .where('instance_id', 'in', ids)
    .orderBy('instance_id')
    .orderBy('kind', 'desc')
    .orderBy('id'),
);

/** The caller's volumes of these ids, each once, locked in the order of every writer. */
export async function ownVolumes(
  tx: Reader,
  owner: Omit<OwnKey, 'id'>,
  ids: readonly string[],
): Promise<{ readonly id: string; readonly volume: VolumeRow | undefined }[]> {
  const found = [];
  for (const id of [...new Set(ids)].sort()) {
    found.push({ id, volume: await tx.first(ownVolume, { ...owner, id }) });
  }
  return found;
}

/** What a view of volumes shows of the instances that they are on, by the instance's id. */
export async function instancesOfVolumes(
  tx: Reader,
  volumes: readonly Pick<VolumeRow, 'instance_id'>[],
): Promise<Map<string, InstanceOfVolume>> {
  const ids = new Set(volumes.map(({ instance_id }) => instance_id).filter((id) => id !== ''));
  const rows = await tx.allOf(instancesOfMany, [...ids]);
  return new Map(rows.map((row) => [row.id, row]));
}

type InstanceOfVolume = Pick<InstanceRow, 'id' | 'image_id' | 'expires_at'>;

const instancesOfMany = listQuery((db, ids) =>
  db.selectFrom('instance').select(['id', 'image_id', 'expires_at']).where('id', 'in', ids),
);

/** The statuses of volumes by their ids. */
export async function volumeStatuses(
  tx: Reader,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const rows = await tx.allOf(statusesOfMany, [...new Set(ids)]);
  return new Map(rows.map(({ id, status }) => [id, status]));
}

const statusesOfMany = listQuery((db, ids) =>
  db.selectFrom('volume').select(['id', 'status']).where('id', 'in', ids),
);
