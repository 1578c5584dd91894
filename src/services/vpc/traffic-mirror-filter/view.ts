import * as z from 'zod';
import { beijing } from '#platform/time.ts';
import type {
  TrafficMirrorFilterRow,
  TrafficMirrorFilterRuleRow,
} from '#store/schema/traffic-mirror.ts';
import type { Reader } from '#store/store.ts';
import { tagResult } from '../tag/parameters.ts';
import { tagsOf } from '../tag/rows.ts';
import { rulesOfFilters } from '../traffic-mirror-filter-rule/rows.ts';

const ruleResult = () =>
  z.object({
    TrafficMirrorFilterRuleId: z.string(),
    TrafficMirrorFilterId: z.string(),
    Description: z.string(),
    TrafficDirection: z.string(),
    Priority: z.int(),
    Policy: z.string(),
    Protocol: z.string(),
    SourceCidrBlock: z.string(),
    SourcePortRange: z.string(),
    DestinationCidrBlock: z.string(),
    DestinationPortRange: z.string(),
    Status: z.string(),
    CreatedAt: z.string(),
    UpdatedAt: z.string(),
  });

/** A filter with its rules as DescribeTrafficMirrorFilters answers it. Source: the SDK's types. */
export const filterResult = () =>
  z.object({
    TrafficMirrorFilterId: z.string(),
    TrafficMirrorFilterName: z.string(),
    Description: z.string(),
    ProjectName: z.string(),
    Status: z.string(),
    IngressFilterRules: z.array(ruleResult()),
    EgressFilterRules: z.array(ruleResult()),
    Tags: z.array(tagResult()),
    CreatedAt: z.string(),
    UpdatedAt: z.string(),
  });

/**
 * Views of the given rows, in their order, with a fixed number of statements. Rules stand in the
 * order in which they are judged: by priority, 1 first.
 */
export async function viewFilters(
  tx: Reader,
  rows: readonly TrafficMirrorFilterRow[],
): Promise<z.infer<ReturnType<typeof filterResult>>[]> {
  const ids = rows.map(({ id }) => id);
  const tags = await tagsOf(tx, ids);
  const rules = await rulesOfFilters(tx, ids);
  const inDirection = (id: string, direction: string) =>
    (rules.get(id) ?? [])
      .filter(({ traffic_direction }) => traffic_direction === direction)
      .map(viewRule);
  return rows.map((row) => ({
    TrafficMirrorFilterId: row.id,
    TrafficMirrorFilterName: row.name,
    Description: row.description,
    ProjectName: row.project_name,
    Status: row.status,
    IngressFilterRules: inDirection(row.id, 'ingress'),
    EgressFilterRules: inDirection(row.id, 'egress'),
    Tags: tags.get(row.id) ?? [],
    CreatedAt: beijing(row.created_at),
    UpdatedAt: beijing(row.updated_at),
  }));
}

function viewRule(row: TrafficMirrorFilterRuleRow): z.infer<ReturnType<typeof ruleResult>> {
  return {
    TrafficMirrorFilterRuleId: row.id,
    TrafficMirrorFilterId: row.traffic_mirror_filter_id,
    Description: row.description,
    TrafficDirection: row.traffic_direction,
    Priority: row.priority,
    Policy: row.policy,
    Protocol: row.protocol,
    SourceCidrBlock: row.source_cidr_block,
    SourcePortRange: row.source_port_range,
    DestinationCidrBlock: row.destination_cidr_block,
    DestinationPortRange: row.destination_port_range,
    Status: row.status,
    CreatedAt: beijing(row.created_at),
    UpdatedAt: beijing(row.updated_at),
  };
}
