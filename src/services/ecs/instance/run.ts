import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { refuse } from '#core/refusal.ts';
import { TRANSITIONS as EIP } from '#services/vpc/eip/lifecycle.ts';
import { ecsRefusals } from '../refusals.ts';
import { LAUNCH_REFUSALS, launchInstances } from './launch.ts';
import { TRANSITIONS as INSTANCE } from './lifecycle.ts';
import { runFacts } from './run.facts.ts';
import { runInert, runParameters } from './run.parameters.ts';
import { placeRules, runRules } from './run.rules.ts';

/**
 * Launches instances with their interfaces and EIPs: all of Count, or as many as fit, but at least
 * MinCount. They are CREATING, then RUNNING.
 */
export const runInstances = writeAction({
  name: 'RunInstances',
  summary: 'launch instances with their network interfaces',
  parameters: runParameters,
  result: () => z.object({ InstanceIds: z.array(z.string()) }),
  inert: runInert,
  begins: [INSTANCE.create, EIP.attach],
  rules: [...runRules, ...placeRules],
  refusals: [...LAUNCH_REFUSALS, ecsRefusals.DryRunOperation],
  facts: runFacts,

  async change(tx, facts, input, context) {
    const InstanceIds = await launchInstances(tx, context, facts, input);
    // Everything has been tried; the refusal rolls it back.
    if (input.DryRun) refuse(ecsRefusals.DryRunOperation);
    return { InstanceIds };
  },
});
