import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { startRules } from './operate.rules.ts';
import { operateManyParameters, operateManyResult, operateOnEach } from './operate.ts';
import { begin } from './transitions.ts';

/**
 * Starts the STOPPED ones among the named instances; the answer says why the others are refused.
 */
export const startInstances = writeAction({
  name: 'StartInstances',
  summary: 'start stopped instances, each with its own result',
  parameters: () => z.object(operateManyParameters()),
  result: operateManyResult,
  begins: [TRANSITIONS.start],
  rules: [],
  facts: async () => ({}),

  change: (tx, _, { InstanceIds }, context) =>
    operateOnEach(tx, context, InstanceIds, startRules, (id) =>
      begin(tx, context, TRANSITIONS.start, id),
    ),
});
