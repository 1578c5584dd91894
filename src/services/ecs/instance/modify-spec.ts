import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { id } from '#core/parameters.ts';
import { ecsRefusals } from '../refusals.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { endDryRun, operateParameters } from './operate.ts';
import { NO_ORDER } from './parameters.ts';
import { specRules } from './spec.rules.ts';
import { beginResize, specFacts } from './spec.ts';

/** Gives a STOPPED instance another type. It is RESIZING, then RUNNING. */
export const modifyInstanceSpec = writeAction({
  name: 'ModifyInstanceSpec',
  summary: 'give a stopped instance another type',
  parameters: () =>
    z.object({
      ...operateParameters(),
      InstanceTypeId: id().optional(),
      /** The older name: Terraform sends it. */
      InstanceType: id().optional(),
    }),
  result: () => z.object({ InstanceId: z.string(), OrderId: z.string() }),
  begins: [TRANSITIONS.resize],
  rules: specRules,
  refusals: [ecsRefusals.DryRunOperation],

  facts: (tx, { InstanceId, InstanceTypeId, InstanceType }, context) =>
    specFacts(tx, context, InstanceId, InstanceTypeId ?? InstanceType),

  async change(tx, { instanceId, instanceTypeId }, input, context) {
    endDryRun(input);
    await beginResize(tx, context, instanceId, instanceTypeId);
    return { InstanceId: instanceId, OrderId: NO_ORDER };
  },
});
