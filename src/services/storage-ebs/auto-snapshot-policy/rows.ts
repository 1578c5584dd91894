import { ownedToChange } from '#store/owned.ts';
import { listQuery } from '#store/query.ts';
import type { VolumeRow } from '#store/schema/volume.ts';
import type { Reader } from '#store/store.ts';

/** One of the caller's auto snapshot policies, with all columns. Locked. */
export const ownPolicy = ownedToChange('auto_snapshot_policy');

/** The names of the policies of volumes, by the policy's id. */
export async function policyNames(
  tx: Reader,
  volumes: readonly Pick<VolumeRow, 'auto_snapshot_policy_id'>[],
): Promise<Map<string, string>> {
  const ids = new Set(volumes.map((volume) => volume.auto_snapshot_policy_id));
  ids.delete('');
  const rows = await tx.allOf(namesOfMany, [...ids]);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

const namesOfMany = listQuery((db, ids) =>
  db.selectFrom('auto_snapshot_policy').select(['id', 'name']).where('id', 'in', ids),
);
