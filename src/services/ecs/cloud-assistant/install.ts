import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { failedInstances, onInstances, sorted } from './on-instances.ts';

/** Installs the agent on instances. Each has it from the start, so that nothing changes. */
export const installCloudAssistant = writeAction({
  name: 'InstallCloudAssistant',
  summary: 'install the agent on instances, which have it',
  parameters: () => z.object(onInstances()),
  result: () =>
    z.object({
      InstallingInstanceIds: z.array(z.string()),
      FailedInstances: failedInstances(),
    }),
  rules: [],
  facts: (tx, { InstanceIds }, context) => sorted(tx, context, InstanceIds),
  change: async (_, { running, failed }) => ({
    InstallingInstanceIds: running,
    FailedInstances: failed,
  }),
});
