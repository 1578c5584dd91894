import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { commonRefusals } from '#core/common-refusals.ts';
import { ownerOf } from '#core/context.ts';
import { pageOf, pagingParameters, pagingResult } from '#core/paging.ts';
import { id, list, text, word } from '#core/parameters.ts';
import { tagged } from '#services/vpc/tag/rows.ts';
import { type Owner, ownRows } from '#store/owned.ts';
import type { SnapshotRow } from '#store/schema/snapshot.ts';
import type { Db } from '#store/schema.ts';
import { pagingBy, SNAPSHOTS_A_PAGE } from '../paging.ts';
import { tagFilters } from '../tag/parameters.ts';
import { snapshotResult, viewSnapshots } from './view.ts';

const MINUTE = /^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/;

/** A limit of the time of creation; the minute is in UTC. */
const creationLimit = () =>
  z.object({
    Key: z.enum(['CreationStartTime', 'CreationEndTime']),
    Value: z
      .string()
      .refine(
        (time) => MINUTE.test(time) && !Number.isNaN(Date.parse(time)),
        'it is a minute in UTC',
      ),
  });

const parameters = () =>
  z.object({
    SnapshotIds: list(id(), 100).optional(),
    SnapshotName: text(128).optional(),
    SnapshotStatus: list(
      word('available', 'creating', 'rollbacking', 'deleted', 'failed'),
      10,
    ).optional(),
    SnapshotTypes: list(word('user', 'auto', 'share'), 3).optional(),
    VolumeId: id().optional(),
    ZoneId: id().optional(),
    ProjectName: text(64).optional(),
    Filter: list(creationLimit(), 2).optional(),
    TagFilters: tagFilters().optional(),
    ...pagingParameters(),
  });

/** Lists the caller's snapshots; conditions are ANDed, and nothing found is an empty list. */
export const describeSnapshots = readAction({
  name: 'DescribeSnapshots',
  summary: 'list snapshots',
  parameters,
  result: () => z.object({ Snapshots: z.array(snapshotResult()), ...pagingResult() }),
  refusals: [commonRefusals.NextTokenMalformed],

  async view(tx, input, context) {
    const owner = ownerOf(context);
    const page = await pageOf<SnapshotRow>(
      tx,
      'snapshot',
      pagingBy(SNAPSHOTS_A_PAGE, input),
      (db) => matching(db, owner, input),
    );
    return { Snapshots: await viewSnapshots(tx, page.rows), ...page.paging };
  },
});

function matching(db: Db, owner: Owner, input: z.infer<ReturnType<typeof parameters>>) {
  const values = {
    volume_id: input.VolumeId,
    name: input.SnapshotName,
    zone_id: input.ZoneId,
    project_name: input.ProjectName,
  };
  let select = ownRows(db, 'snapshot', owner, values, input.SnapshotIds);
  if (input.SnapshotStatus) select = select.where('snapshot.status', 'in', input.SnapshotStatus);
  // All of them are the user's.
  if (input.SnapshotTypes && !input.SnapshotTypes.includes('user')) {
    select = select.where('snapshot.id', '=', '');
  }
  for (const { Key, Value } of input.Filter ?? []) {
    const at = Date.parse(Value);
    select = select.where('snapshot.created_at', Key === 'CreationStartTime' ? '>=' : '<=', at);
  }
  const filters = input.TagFilters;
  return filters ? select.where((where) => tagged(where, 'snapshot.id', filters)) : select;
}
