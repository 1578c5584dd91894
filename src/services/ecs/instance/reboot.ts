import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { flag } from '#core/parameters.ts';
import { ecsRefusals } from '../refusals.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { rebootRules } from './operate.rules.ts';
import { endDryRun, operateFacts, operateParameters } from './operate.ts';
import { begin } from './transitions.ts';

/** Reboots a RUNNING instance. It is REBOOTING, then RUNNING again. */
export const rebootInstance = writeAction({
  name: 'RebootInstance',
  summary: 'reboot a running instance',
  parameters: () => z.object({ ...operateParameters(), ForceStop: flag().optional() }),
  result: () => z.object({}),
  inert: { ForceStop: 'no system is there that could refuse to stop' },
  begins: [TRANSITIONS.reboot],
  rules: rebootRules,
  refusals: [ecsRefusals.DryRunOperation],
  facts: operateFacts,

  async change(tx, { instanceId }, input, context) {
    endDryRun(input);
    await begin(tx, context, TRANSITIONS.reboot, instanceId);
    return {};
  },
});
