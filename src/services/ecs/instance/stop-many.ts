import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ecsRefusals } from '../refusals.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { stopRules } from './operate.rules.ts';
import {
  operateManyParameters,
  operateManyResult,
  operateOnEach,
  stopParameters,
} from './operate.ts';
import { begin } from './transitions.ts';

/** Stops the RUNNING ones among the named instances; the answer says why the others are refused. */
export const stopInstances = writeAction({
  name: 'StopInstances',
  summary: 'stop running instances, each with its own result',
  parameters: () => z.object({ ...operateManyParameters(), ...stopParameters() }),
  result: operateManyResult,
  inert: { ForceStop: 'no system is there that could refuse to stop' },
  begins: [TRANSITIONS.stop],
  rules: [],
  refusals: [ecsRefusals.StoppedModeMalformed],
  facts: async () => ({}),

  change: (tx, _, { InstanceIds, StoppedMode }, context) =>
    operateOnEach(tx, context, InstanceIds, stopRules, (id) =>
      begin(tx, context, TRANSITIONS.stop, id, { stopped_mode: StoppedMode }),
    ),
});
