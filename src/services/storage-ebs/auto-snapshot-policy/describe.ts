import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { pageOf } from '#core/paging.ts';
import { id, list, text } from '#core/parameters.ts';
import { beijing } from '#platform/time.ts';
import { tagResult } from '#services/vpc/tag/parameters.ts';
import { tagged, tagsOf } from '#services/vpc/tag/rows.ts';
import { type Owner, ownRows } from '#store/owned.ts';
import type { AutoSnapshotPolicyRow } from '#store/schema/snapshot.ts';
import type { Db } from '#store/schema.ts';
import type { Reader } from '#store/store.ts';
import { pageParameters, pageResult, pagingBy, VOLUMES_A_PAGE } from '../paging.ts';
import { tagFilters } from '../tag/parameters.ts';
import { followerCounts } from '../volume/policy-hooks.ts';

const parameters = () =>
  z.object({
    AutoSnapshotPolicyIds: list(id(), 100).optional(),
    ProjectName: text(64).optional(),
    TagFilters: tagFilters().optional(),
    ...pageParameters(),
  });

/** A policy as DescribeAutoSnapshotPolicy answers it. Source: the SDK's types. */
const policyResult = () =>
  z.object({
    AutoSnapshotPolicyId: z.string(),
    AutoSnapshotPolicyName: z.string(),
    Status: z.string(),
    TimePoints: z.array(z.string()),
    RepeatWeekdays: z.array(z.string()),
    /** 0 where days of the week are given. */
    RepeatDays: z.int(),
    RetentionDays: z.int(),
    VolumeNums: z.int(),
    ProjectName: z.string(),
    CreatedAt: z.string(),
    UpdatedAt: z.string(),
    Tags: z.array(tagResult()),
  });

/** Lists the caller's auto snapshot policies; conditions are ANDed. */
export const describeAutoSnapshotPolicy = readAction({
  name: 'DescribeAutoSnapshotPolicy',
  summary: 'list auto snapshot policies',
  parameters,
  result: () => z.object({ AutoSnapshotPolicies: z.array(policyResult()), ...pageResult() }),

  async view(tx, input, context) {
    const owner = ownerOf(context);
    const paging = pagingBy(VOLUMES_A_PAGE, input);
    const page = await pageOf<AutoSnapshotPolicyRow>(tx, 'auto_snapshot_policy', paging, (db) =>
      matching(db, owner, input),
    );
    const { NextToken: _, ...numbers } = page.paging;
    return { AutoSnapshotPolicies: await viewPolicies(tx, page.rows), ...numbers };
  },
});

async function viewPolicies(tx: Reader, rows: readonly AutoSnapshotPolicyRow[]) {
  const ids = rows.map(({ id }) => id);
  const followers = await followerCounts(tx, ids);
  const tags = await tagsOf(tx, ids);
  return rows.map((row) => ({
    AutoSnapshotPolicyId: row.id,
    AutoSnapshotPolicyName: row.name,
    Status: row.status,
    TimePoints: JSON.parse(row.time_points) as string[],
    RepeatWeekdays: JSON.parse(row.repeat_weekdays) as string[],
    RepeatDays: row.repeat_days,
    RetentionDays: row.retention_days,
    VolumeNums: followers.get(row.id) ?? 0,
    ProjectName: row.project_name,
    CreatedAt: beijing(row.created_at),
    UpdatedAt: beijing(row.updated_at),
    Tags: tags.get(row.id) ?? [],
  }));
}

function matching(db: Db, owner: Owner, input: z.infer<ReturnType<typeof parameters>>) {
  const values = { project_name: input.ProjectName };
  const select = ownRows(db, 'auto_snapshot_policy', owner, values, input.AutoSnapshotPolicyIds);
  const filters = input.TagFilters;
  return filters
    ? select.where((where) => tagged(where, 'auto_snapshot_policy.id', filters))
    : select;
}
