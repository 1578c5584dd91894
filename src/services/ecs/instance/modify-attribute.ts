import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { clientToken, flag, id, note } from '#core/parameters.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import type { InstanceRow } from '#store/schema.ts';
import { osTypeOf } from '../image/view.ts';
import { ecsRefusals } from '../refusals.ts';
import { PLACE } from './lifecycle.ts';
import { modifyAttributeRules } from './modify-attribute.rules.ts';
import { isHostname, isInstanceName } from './names.ts';
import { operateFacts } from './operate.ts';
import { CPU_OPTIONS_INERT, coreCountFacts, cpuOptions, optionColumns } from './options.ts';
import { description, hostname, password, userData } from './parameters.ts';

const parameters = () =>
  z.object({
    InstanceId: id(),
    InstanceName: note(z.string().refine(isInstanceName, 'no instance can be called so'), {
      malformed: ecsRefusals.NameMalformed,
    }).optional(),
    // "An empty string clears" this field and the next.
    Description: note(description(), { keepsEmpty: true }).optional(),
    UserData: note(userData(), { keepsEmpty: true }).optional(),
    Hostname: hostname(/^[A-Za-z0-9.-]+$/).optional(),
    Password: password().optional(),
    DeletionProtection: flag().optional(),
    EnableJumboFrame: flag().optional(),
    CpuOptions: cpuOptions().optional(),
    ClientToken: clientToken().optional(),
  });

/** Changes the given attributes of an instance, at once; the others stay. */
export const modifyInstanceAttribute = writeAction({
  name: 'ModifyInstanceAttribute',
  summary: 'change attributes of an instance',
  parameters,
  result: () => z.object({}),
  inert: {
    Password: 'no system is there that would ask for it, and nothing shows it',
    ...CPU_OPTIONS_INERT,
  },
  begins: [PLACE],
  rules: modifyAttributeRules,

  async facts(tx, input, context) {
    const facts = await operateFacts(tx, input, context);
    const system = facts.instance && osTypeOf(context.world, facts.instance);
    return {
      ...facts,
      ...coreCountFacts(
        context.world.instanceType(facts.instance?.instance_type_id ?? ''),
        input.CpuOptions,
      ),
      hostnameFits:
        input.Hostname === undefined ? undefined : isHostname(input.Hostname, system ?? ''),
    };
  },

  async change(tx, _, input, context) {
    await tx.update('instance', input.InstanceId, patchOf(input));
    if (input.Hostname !== undefined) {
      await scheduleTransition(tx, context, PLACE, input.InstanceId);
    }
    return {};
  },
});

function patchOf(input: z.infer<ReturnType<typeof parameters>>): Partial<InstanceRow> {
  const patch: Partial<InstanceRow> = optionColumns({
    cpu: input.CpuOptions,
    jumboFrame: input.EnableJumboFrame,
  });
  if (input.InstanceName !== undefined) patch.name = input.InstanceName;
  if (input.Description !== undefined) patch.description = input.Description;
  if (input.UserData !== undefined) patch.user_data = input.UserData;
  if (input.Hostname !== undefined) patch.hostname = input.Hostname;
  if (input.DeletionProtection !== undefined) {
    patch.deletion_protection = input.DeletionProtection ? 1 : 0;
  }
  return patch;
}
