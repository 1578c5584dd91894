import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { logIds } from '../flow-log/log-ids.ts';
import { vpcRefusals } from '../refusals.ts';
import { ownEip } from './rows.ts';

/** Shows where the high-resolution monitoring of an EIP goes; names and ids are '' while it is off. */
export const describeEipAddressHighResolutionMonitorAttribute = readAction({
  name: 'DescribeEipAddressHighResolutionMonitorAttribute',
  summary: 'show where the high-resolution monitoring of an EIP goes',
  parameters: () => z.object({ AllocationId: id() }),
  // Source: the SDK's types.
  result: () =>
    z.object({
      AllocationId: z.string(),
      EipAddress: z.string(),
      LogProjectId: z.string(),
      LogProjectName: z.string(),
      LogTopicId: z.string(),
      LogTopicName: z.string(),
    }),
  refusals: [vpcRefusals.EipNotFound],

  async view(tx, { AllocationId }, context) {
    const row = await tx.first(ownEip, ownKey(context, AllocationId));
    if (row === undefined) return refuse(vpcRefusals.EipNotFound);
    const ids =
      row.log_topic_name === ''
        ? { log_project_id: '', log_topic_id: '' }
        : logIds(row, row.log_project_name, row.log_topic_name);
    return {
      AllocationId: row.id,
      EipAddress: row.ip_address,
      LogProjectId: ids.log_project_id,
      LogProjectName: row.log_project_name,
      LogTopicId: ids.log_topic_id,
      LogTopicName: row.log_topic_name,
    };
  },
});
