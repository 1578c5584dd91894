import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { pageOf, pagingOf, pagingParameters } from '#core/paging.ts';
import { id, list, word } from '#core/parameters.ts';
import { type Owner, ownRows } from '#store/owned.ts';
import type { FlowLogRow } from '#store/schema/flow-log.ts';
import type { Db } from '#store/schema.ts';
import { vpcRefusals } from '../refusals.ts';
import { tagFilters } from '../tag/parameters.ts';
import { tagged } from '../tag/rows.ts';
import { resourceType, trafficType } from './parameters.ts';
import { flowLogResult, viewFlowLogs } from './view.ts';

// The SDK has only NextToken and MaxResults; the older style is taken as everywhere.
const parameters = () =>
  z.object({
    FlowLogIds: list(id(), 100).optional(),
    FlowLogName: z.string().max(128).optional(),
    Description: z.string().max(255).optional(),
    ResourceType: resourceType().optional(),
    ResourceId: id().optional(),
    VpcId: id().optional(),
    TrafficType: trafficType().optional(),
    AggregationInterval: z.int().optional(),
    LogProjectId: id().optional(),
    LogTopicId: id().optional(),
    Status: word('Creating', 'Active', 'Inactive', 'Pending', 'Deleting').optional(),
    ProjectName: z.string().max(64).optional(),
    TagFilters: tagFilters().optional(),
    ...pagingParameters(),
  });

/** Lists the caller's flow logs; conditions are ANDed, and nothing found is an empty list. */
export const describeFlowLogs = readAction({
  name: 'DescribeFlowLogs',
  summary: 'list flow logs',
  parameters,
  result: () => z.object({ FlowLogs: z.array(flowLogResult()), NextToken: z.string() }),
  refusals: [vpcRefusals.NextTokenMalformed],

  async view(tx, input, context) {
    const page = await pageOf<FlowLogRow>(tx, 'flow_log', pagingOf(input), (db) =>
      matching(db, ownerOf(context), input),
    );
    return { FlowLogs: await viewFlowLogs(tx, page.rows), NextToken: page.paging.NextToken };
  },
});

function matching(db: Db, owner: Owner, input: z.infer<ReturnType<typeof parameters>>) {
  let select = ownRows(
    db,
    'flow_log',
    owner,
    {
      name: input.FlowLogName,
      description: input.Description,
      resource_type: input.ResourceType,
      resource_id: input.ResourceId,
      vpc_id: input.VpcId,
      traffic_type: input.TrafficType,
      aggregation_interval: input.AggregationInterval,
      log_project_id: input.LogProjectId,
      log_topic_id: input.LogTopicId,
      status: input.Status,
      project_name: input.ProjectName,
    },
    input.FlowLogIds,
  );
  if (input.TagFilters) {
    const filters = input.TagFilters;
    select = select.where((where) => tagged(where, 'flow_log.id', filters));
  }
  return select;
}
