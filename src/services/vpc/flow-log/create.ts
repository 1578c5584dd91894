import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { onlyWhere } from '#core/common.rules.ts';
import { ownKey } from '#core/context.ts';
import { flag, id } from '#core/parameters.ts';
import { RESOURCES } from '#core/resources.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { creationParameters } from '../creation-parameters.ts';
import { description, resourceName } from '../names.ts';
import {
  interfaceExists,
  interfaceIsSettled,
} from '../network-interface/network-interface.rules.ts';
import { subnetExists, subnetIsAvailable } from '../subnet/subnet.rules.ts';
import { addTags } from '../tag/rows.ts';
import { vpcExists, vpcIsAvailable } from '../vpc/vpc.rules.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { logIds } from './log-ids.ts';
import {
  aggregationInterval,
  flowLogVersion,
  logName,
  resourceType,
  trafficPath,
  trafficType,
} from './parameters.ts';
import { type Target, targetOf } from './target.ts';

interface CreateFacts extends Target {
  readonly resourceType: string;
}

const isOn =
  (type: string) =>
  ({ resourceType }: CreateFacts): boolean =>
    resourceType === type;

/** The preconditions of CreateFlowLog; the vendor's table was not found, the order is ours. */
const createRules: readonly Rule<CreateFacts>[] = [
  onlyWhere(isOn('vpc'), vpcExists),
  onlyWhere(isOn('subnet'), subnetExists),
  onlyWhere(isOn('eni'), interfaceExists),
  vpcIsAvailable,
  subnetIsAvailable,
  interfaceIsSettled,
];

/** Records that the traffic of a VPC, a subnet or an interface be logged. Creating, then Active. */
export const createFlowLog = writeAction({
  name: 'CreateFlowLog',
  summary: 'create a flow log, which is recorded: no traffic is logged',
  asyncTask: true,
  parameters: () =>
    z.object({
      FlowLogName: resourceName().optional(),
      Description: description().optional(),
      ResourceType: resourceType(),
      ResourceId: id(),
      TrafficType: trafficType(),
      TrafficPath: trafficPath().optional(),
      LogProjectName: logName(),
      LogTopicName: logName(),
      AggregationInterval: aggregationInterval().default(10),
      FlowLogVersion: flowLogVersion().default(1),
      EnableIndex: flag().default(false),
      ...creationParameters(),
    }),
  result: () => z.object({ FlowLogId: z.string(), Version: z.int() }),
  inert: {
    EnableIndex: 'nothing is logged that an index could find',
    LogProjectName: 'the answers have the id that the log service gives the name',
    LogTopicName: 'the answers have the id that the log service gives the name',
  },
  begins: [TRANSITIONS.create],
  rules: createRules,

  async facts(tx, { ResourceType, ResourceId }, context) {
    return {
      resourceType: ResourceType,
      ...(await targetOf(tx, ResourceType, ownKey(context, ResourceId))),
    };
  },

  async change(tx, { vpc, subnet, networkInterface }, input, context) {
    const flowLogId = context.ids.resource(RESOURCES.flow_log.idPrefix);
    const owner = ownKey(context, flowLogId);
    await tx.insert('flow_log', {
      ...owner,
      project_name: input.ProjectName,
      name: input.FlowLogName ?? flowLogId,
      description: input.Description ?? '',
      status: TRANSITIONS.create.from,
      resource_type: input.ResourceType,
      resource_id: input.ResourceId,
      vpc_id: vpc?.id ?? (subnet ?? networkInterface)?.vpc_id ?? '',
      traffic_type: input.TrafficType,
      traffic_path: JSON.stringify(input.TrafficPath ?? []),
      aggregation_interval: input.AggregationInterval,
      ...logIds(owner, input.LogProjectName, input.LogTopicName),
      version: input.FlowLogVersion,
    });
    await addTags(tx, owner, 'flowlog', input.Tags);
    await scheduleTransition(tx, context, TRANSITIONS.create, flowLogId);
    return { FlowLogId: flowLogId, Version: input.FlowLogVersion };
  },
});
