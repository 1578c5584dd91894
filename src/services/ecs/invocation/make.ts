import type * as z from 'zod';
import { type Context, ownerOf, ownKey } from '#core/context.ts';
import { RESOURCES } from '#core/resources.ts';
import { scheduleTransition, scheduleTransitionAt } from '#core/schedule-transition.ts';
import { addTags } from '#services/vpc/tag/rows.ts';
import type { CommandColumns, InvocationRow } from '#store/schema/cloud-assistant.ts';
import type { Reader, Writer } from '#store/store.ts';
import type { ParameterDefinition } from '../command/parameters.ts';
import type { InvokeFacts } from './invoke.rules.ts';
import { TRANSITIONS } from './lifecycle.ts';
import type { newInvocation } from './parameters.ts';
import { statusesOfInstances } from './rows.ts';
import { timeOf } from './times.ts';

type NewInvocation = z.infer<z.ZodObject<ReturnType<typeof newInvocation>>>;

/** What both ways of sending a command are judged by. */
export async function invokeFacts(
  tx: Reader,
  input: NewInvocation,
  context: Context,
  definitions: readonly ParameterDefinition[],
): Promise<InvokeFacts> {
  const ids = [...new Set(input.InstanceIds)];
  const statuses = await statusesOfInstances(tx, ownerOf(context), ids);
  return {
    repeatMode: input.RepeatMode,
    frequency: input.Frequency,
    launchAt: timeOf(input.LaunchTime),
    recurrenceEndAt: timeOf(input.RecurrenceEndTime),
    values: valuesOf(input.Parameters),
    definitions,
    instances: ids.map((id) => ({ id, status: statuses.get(id) })),
  };
}

/** The values of parameters; undefined for what is no JSON object, or has too many or too long. */
function valuesOf(text: string | undefined): Readonly<Record<string, unknown>> | undefined {
  if (text === undefined) return {};
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read !== 'object' || read === null || Array.isArray(read)) return undefined;
    const names = Object.keys(read);
    const fits = names.length <= 60 && names.every((name) => name.length <= 64);
    return fits ? { ...read } : undefined;
  } catch {
    return undefined;
  }
}

/** The command of a new invocation. */
export type SentCommand = CommandColumns &
  Pick<InvocationRow, 'command_id' | 'command_name' | 'command_description' | 'command_type'>;

/** Sends a command to instances, now or at its time. Resolves to the invocation's id. */
export async function makeInvocation(
  tx: Writer,
  context: Context,
  input: NewInvocation,
  facts: InvokeFacts,
  command: SentCommand,
): Promise<string> {
  const owner = ownKey(context, context.ids.resource(RESOURCES.invocation.idPrefix, 20));
  const once = input.RepeatMode === 'Once';
  const transition = once ? TRANSITIONS.run : TRANSITIONS.repeat;
  await tx.insert('invocation', {
    ...owner,
    ...command,
    project_name: input.ProjectName,
    name: input.InvocationName,
    description: input.InvocationDescription,
    status: transition.from,
    parameters: input.Parameters ?? '',
    repeat_mode: input.RepeatMode,
    frequency: input.RepeatMode === 'Rate' ? (input.Frequency ?? '') : '',
    launch_at: once ? 0 : facts.launchAt,
    recurrence_end_at: input.RepeatMode === 'Rate' ? facts.recurrenceEndAt : 0,
    instance_number: facts.instances.length,
    started_at: once ? tx.now : 0,
    ended_at: 0,
  });
  for (const { id } of facts.instances) {
    await tx.insert('invocation_result', {
      id: context.ids.resource('ivr', 20),
      invocation_id: owner.id,
      instance_id: id,
      status: once ? 'Running' : 'Pending',
      error_code: '',
      message: '',
      exit_code: 0,
      output: '',
      intent_id: '',
      started_at: once ? tx.now : 0,
      ended_at: 0,
    });
  }
  await addTags(tx, owner, 'invocation', input.Tags);
  if (once) await scheduleTransition(tx, context, transition, owner.id);
  else {
    const at = Math.max(facts.launchAt, tx.now);
    await scheduleTransitionAt(tx, context, transition.kind, owner.id, at);
  }
  return owner.id;
}
