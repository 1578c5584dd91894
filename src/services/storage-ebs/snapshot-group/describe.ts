import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { pageOf } from '#core/paging.ts';
import { id, list, text, word } from '#core/parameters.ts';
import { tagged } from '#services/vpc/tag/rows.ts';
import { type Owner, ownRows } from '#store/owned.ts';
import type { SnapshotGroupRow } from '#store/schema/snapshot.ts';
import type { Db } from '#store/schema.ts';
import { pageParameters, pageResult, pagingBy, SNAPSHOTS_A_PAGE } from '../paging.ts';
import { tagFilters } from '../tag/parameters.ts';
import { snapshotGroupResult, viewSnapshotGroups } from './view.ts';

const parameters = () =>
  z.object({
    SnapshotGroupIds: list(id(), 10).optional(),
    Name: text(128).optional(),
    InstanceId: id().optional(),
    Status: list(word('creating', 'available', 'failed'), 10).optional(),
    ProjectName: text(64).optional(),
    TagFilters: tagFilters().optional(),
    ...pageParameters(),
  });

/** Lists the caller's snapshot groups; conditions are ANDed. */
export const describeSnapshotGroups = readAction({
  name: 'DescribeSnapshotGroups',
  summary: 'list snapshot groups',
  parameters,
  result: () => z.object({ SnapshotGroups: z.array(snapshotGroupResult()), ...pageResult() }),

  async view(tx, input, context) {
    const owner = ownerOf(context);
    const paging = pagingBy(SNAPSHOTS_A_PAGE, input);
    const page = await pageOf<SnapshotGroupRow>(tx, 'snapshot_group', paging, (db) =>
      matching(db, owner, input),
    );
    const { NextToken: _, ...numbers } = page.paging;
    return { SnapshotGroups: await viewSnapshotGroups(tx, page.rows), ...numbers };
  },
});

function matching(db: Db, owner: Owner, input: z.infer<ReturnType<typeof parameters>>) {
  const values = {
    name: input.Name,
    instance_id: input.InstanceId,
    project_name: input.ProjectName,
  };
  let select = ownRows(db, 'snapshot_group', owner, values, input.SnapshotGroupIds);
  if (input.Status) select = select.where('snapshot_group.status', 'in', input.Status);
  const filters = input.TagFilters;
  return filters ? select.where((where) => tagged(where, 'snapshot_group.id', filters)) : select;
}
