import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { flag } from '#core/parameters.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { rebootRules } from './operate.rules.ts';
import { operateManyParameters, operateManyResult, operateOnEach } from './operate.ts';
import { begin } from './transitions.ts';

/**
 * Reboots the RUNNING ones among the named instances; the answer says why the others are refused.
 */
export const rebootInstances = writeAction({
  name: 'RebootInstances',
  summary: 'reboot running instances, each with its own result',
  parameters: () => z.object({ ...operateManyParameters(), ForceStop: flag().optional() }),
  result: operateManyResult,
  inert: { ForceStop: 'no system is there that could refuse to stop' },
  begins: [TRANSITIONS.reboot],
  rules: [],
  facts: async () => ({}),

  change: (tx, _, { InstanceIds }, context) =>
    operateOnEach(tx, context, InstanceIds, rebootRules, (id) =>
      begin(tx, context, TRANSITIONS.reboot, id),
    ),
});
