import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { id } from '#core/parameters.ts';

/**
 * How many snapshots the caller has in a region, and what they take. Volumes hold no data, so they
 * take nothing.
 */
export const describeSnapshotsUsage = readAction({
  name: 'DescribeSnapshotsUsage',
  summary: 'count the snapshots of a region',
  parameters: () => z.object({ RegionId: id() }),
  result: () => z.object({ SnapshotCount: z.int(), SnapshotSize: z.int() }),

  async view(tx, { RegionId }, { accountId }) {
    const [counted] = await tx.select((db) =>
      db
        .selectFrom('snapshot')
        .select((rows) => rows.fn.countAll<number>().as('snapshots'))
        .where('account_id', '=', accountId)
        .where('region', '=', RegionId),
    );
    return { SnapshotCount: counted?.snapshots ?? 0, SnapshotSize: 0 };
  },
});
