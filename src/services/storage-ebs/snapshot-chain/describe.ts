import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { pageOfList } from '#core/paging.ts';
import { id, list } from '#core/parameters.ts';
import type { Owner } from '#store/owned.ts';
import type { Db } from '#store/schema.ts';
import { pageParameters, pageResult, pagingBy, SNAPSHOTS_A_PAGE } from '../paging.ts';

/** Lists the chains of snapshots. All snapshots of a volume are one chain. */
export const describeSnapshotChains = readAction({
  name: 'DescribeSnapshotChains',
  summary: 'list the chains of snapshots of volumes',
  parameters: () => z.object({ VolumeIds: list(id(), 100).optional(), ...pageParameters() }),
  result: () =>
    z.object({
      SnapshotChains: z.array(
        z.object({
          SnapshotChainId: z.string(),
          SnapshotCount: z.int(),
          SnapshotSize: z.int(),
          VolumeId: z.string(),
        }),
      ),
      ...pageResult(),
    }),

  async view(tx, input, context) {
    const owner = ownerOf(context);
    const chains = await tx.select((db) => chainsOf(db, owner, input.VolumeIds));
    const paging = pagingBy(SNAPSHOTS_A_PAGE, input);
    const { rows, paging: page } = pageOfList(chains, paging, ({ volume_id }) => volume_id);
    return {
      SnapshotChains: rows.map(({ volume_id, snapshots }) => ({
        SnapshotChainId: volume_id.replace(/^vol-/, 'chain-'),
        SnapshotCount: snapshots,
        // Volumes hold no data, so that snapshots take nothing.
        SnapshotSize: 0,
        VolumeId: volume_id,
      })),
      PageNumber: page.PageNumber,
      PageSize: page.PageSize,
      TotalCount: page.TotalCount,
    };
  },
});

function chainsOf(db: Db, owner: Owner, volumeIds: readonly string[] | undefined) {
  const select = db
    .selectFrom('snapshot')
    .select('volume_id')
    .select((rows) => rows.fn.countAll<number>().as('snapshots'))
    .where('account_id', '=', owner.account_id)
    .where('region', '=', owner.region)
    .groupBy('volume_id');
  return volumeIds ? select.where('volume_id', 'in', volumeIds) : select;
}
