import { listQuery, lockingQuery } from '#store/query.ts';
import type { Reader, Writer } from '#store/store.ts';

/*
 * What volumes have to do with the auto snapshot policies that they follow.
 */

/** Has volumes follow a policy, or none. */
export async function followPolicy(
  tx: Writer,
  volumeIds: readonly string[],
  policyId: string,
): Promise<void> {
  for (const id of volumeIds) await tx.update('volume', id, { auto_snapshot_policy_id: policyId });
}

/** Has every volume that follows a policy follow none. */
export async function leavePolicy(tx: Writer, policyId: string): Promise<void> {
  const followers = await tx.all(followersOf, { policyId });
  await followPolicy(
    tx,
    followers.map(({ id }) => id),
    '',
  );
}

/** How many volumes follow each policy. */
export async function followerCounts(
  tx: Reader,
  policyIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await tx.allOf(countsOfMany, policyIds);
  return new Map(rows.map((row) => [row.auto_snapshot_policy_id, row.volumes]));
}

const followersOf = lockingQuery((db, p: { policyId: string }) =>
  db
    .selectFrom('volume')
    .select('id')
    .where('auto_snapshot_policy_id', '=', p.policyId)
    .orderBy('id'),
);

const countsOfMany = listQuery((db, ids) =>
  db
    .selectFrom('volume')
    .select('auto_snapshot_policy_id')
    .select((rows) => rows.fn.countAll<number>().as('volumes'))
    .where('auto_snapshot_policy_id', 'in', ids)
    .groupBy('auto_snapshot_policy_id'),
);
