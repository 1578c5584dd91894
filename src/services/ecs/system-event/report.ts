import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { id, list, text } from '#core/parameters.ts';
import { batchRules } from '../batch.rules.ts';
import { instanceExists } from '../instance/instance.rules.ts';
import { operateFacts } from '../instance/operate.ts';
import { time } from './event.ts';

const NOBODY = 'nobody reads the report';

/** Tells the vendor that something is wrong with instances. Nobody reads it. */
export const reportInstancesStatus = writeAction({
  name: 'ReportInstancesStatus',
  summary: 'report that something is wrong with instances, which nobody reads',
  parameters: () =>
    z.object({
      InstanceIds: list(id(), 100),
      Description: text(1024),
      Reason: text(256).optional(),
      DeviceNames: list(text(128), 100).optional(),
      DiskIds: list(id(), 100).optional(),
      StartTime: time().optional(),
      EndTime: time().optional(),
    }),
  result: () => z.object({}),
  inert: {
    Description: NOBODY,
    Reason: NOBODY,
    DeviceNames: NOBODY,
    DiskIds: NOBODY,
    StartTime: NOBODY,
    EndTime: NOBODY,
  },
  rules: batchRules([instanceExists]),

  async facts(tx, { InstanceIds }, context) {
    const each: Awaited<ReturnType<typeof operateFacts>>[] = [];
    for (const InstanceId of [...new Set(InstanceIds)].toSorted()) {
      each.push(await operateFacts(tx, { InstanceId }, context));
    }
    return { each };
  },

  change: async () => ({}),
});
