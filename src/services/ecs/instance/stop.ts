import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ecsRefusals } from '../refusals.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { stopRules } from './operate.rules.ts';
import { endDryRun, operateFacts, operateParameters, stopParameters } from './operate.ts';
import { begin } from './transitions.ts';

/** Stops a RUNNING instance. It is STOPPING, then STOPPED; its interfaces stay InUse. */
export const stopInstance = writeAction({
  name: 'StopInstance',
  summary: 'stop a running instance',
  parameters: () => z.object({ ...operateParameters(), ...stopParameters() }),
  result: () => z.object({}),
  inert: { ForceStop: 'no system is there that could refuse to stop' },
  begins: [TRANSITIONS.stop],
  rules: stopRules,
  refusals: [ecsRefusals.StoppedModeMalformed, ecsRefusals.DryRunOperation],
  facts: operateFacts,

  async change(tx, { instanceId }, input, context) {
    endDryRun(input);
    await begin(tx, context, TRANSITIONS.stop, instanceId, { stopped_mode: input.StoppedMode });
    return {};
  },
});
