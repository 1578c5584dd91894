import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { failedInstances, onInstances, sorted } from './on-instances.ts';

/** Upgrades the agent of instances. There is one version, so that nothing changes. */
export const upgradeCloudAssistants = writeAction({
  name: 'UpgradeCloudAssistants',
  summary: 'upgrade the agent of instances, which has one version',
  parameters: () => z.object(onInstances()),
  result: () =>
    z.object({
      UpgradingInstanceIds: z.array(z.string()),
      FailedInstances: failedInstances(),
    }),
  rules: [],
  facts: (tx, { InstanceIds }, context) => sorted(tx, context, InstanceIds),
  change: async (_, { running, failed }) => ({
    UpgradingInstanceIds: running,
    FailedInstances: failed,
  }),
});
