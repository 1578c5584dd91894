import * as z from 'zod';
import { beijing } from '#platform/time.ts';
import type { FlowLogRow } from '#store/schema/flow-log.ts';
import type { Reader } from '#store/store.ts';
import { tagResult } from '../tag/parameters.ts';
import { tagsOf } from '../tag/rows.ts';

/** A flow log as DescribeFlowLogs answers it. Source: the SDK's types. */
export const flowLogResult = () =>
  z.object({
    FlowLogId: z.string(),
    FlowLogName: z.string(),
    Description: z.string(),
    AccountId: z.string(),
    ProjectName: z.string(),
    ResourceType: z.string(),
    ResourceId: z.string(),
    VpcId: z.string(),
    TrafficType: z.string(),
    TrafficPath: z.array(z.string()),
    AggregationInterval: z.int(),
    LogProjectId: z.string(),
    LogTopicId: z.string(),
    Version: z.int(),
    Status: z.string(),
    BusinessStatus: z.string(),
    LockReason: z.string(),
    Tags: z.array(tagResult()),
    CreatedAt: z.string(),
    UpdatedAt: z.string(),
  });

/** Views of the given rows, in their order, with a fixed number of statements. */
export async function viewFlowLogs(
  tx: Reader,
  rows: readonly FlowLogRow[],
): Promise<z.infer<ReturnType<typeof flowLogResult>>[]> {
  const tags = await tagsOf(
    tx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    FlowLogId: row.id,
    FlowLogName: row.name,
    Description: row.description,
    AccountId: row.account_id,
    ProjectName: row.project_name,
    ResourceType: row.resource_type,
    ResourceId: row.resource_id,
    VpcId: row.vpc_id,
    TrafficType: row.traffic_type,
    TrafficPath: JSON.parse(row.traffic_path),
    AggregationInterval: row.aggregation_interval,
    LogProjectId: row.log_project_id,
    LogTopicId: row.log_topic_id,
    Version: row.version,
    Status: row.status,
    // Nobody is in arrears here.
    BusinessStatus: 'Normal',
    LockReason: '',
    Tags: tags.get(row.id) ?? [],
    CreatedAt: beijing(row.created_at),
    UpdatedAt: beijing(row.updated_at),
  }));
}
