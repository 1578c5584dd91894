import * as z from 'zod';
import { beijing } from '#platform/time.ts';
import type { TrafficMirrorTargetRow } from '#store/schema/traffic-mirror.ts';
import type { Reader } from '#store/store.ts';
import { tagResult } from '../tag/parameters.ts';
import { tagsOf } from '../tag/rows.ts';

/** A target as DescribeTrafficMirrorTargets answers it. Source: the SDK's types. */
export const targetResult = () =>
  z.object({
    TrafficMirrorTargetId: z.string(),
    TrafficMirrorTargetName: z.string(),
    Description: z.string(),
    ProjectName: z.string(),
    InstanceType: z.string(),
    InstanceId: z.string(),
    Status: z.string(),
    Tags: z.array(tagResult()),
    CreatedAt: z.string(),
    UpdatedAt: z.string(),
  });

/** Views of the given rows, in their order, with a fixed number of statements. */
export async function viewTargets(
  tx: Reader,
  rows: readonly TrafficMirrorTargetRow[],
): Promise<z.infer<ReturnType<typeof targetResult>>[]> {
  const tags = await tagsOf(
    tx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    TrafficMirrorTargetId: row.id,
    TrafficMirrorTargetName: row.name,
    Description: row.description,
    ProjectName: row.project_name,
    InstanceType: row.instance_type,
    InstanceId: row.instance_id,
    Status: row.status,
    Tags: tags.get(row.id) ?? [],
    CreatedAt: beijing(row.created_at),
    UpdatedAt: beijing(row.updated_at),
  }));
}
