import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ecsRefusals } from '../refusals.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { startRules } from './operate.rules.ts';
import { endDryRun, operateFacts, operateParameters } from './operate.ts';
import { begin } from './transitions.ts';

/** Starts a STOPPED instance. It is STARTING, then RUNNING. */
export const startInstance = writeAction({
  name: 'StartInstance',
  summary: 'start a stopped instance',
  parameters: () => z.object(operateParameters()),
  result: () => z.object({}),
  begins: [TRANSITIONS.start],
  rules: startRules,
  refusals: [ecsRefusals.DryRunOperation],
  facts: operateFacts,

  async change(tx, { instanceId }, input, context) {
    endDryRun(input);
    await begin(tx, context, TRANSITIONS.start, instanceId);
    return {};
  },
});
