import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { refuse } from '#core/refusal.ts';
import { type CommandFacts, commandExists } from '../command/command.rules.ts';
import { readDefinitions } from '../command/definitions.ts';
import { timeout, username, whichCommand, workingDir } from '../command/parameters.ts';
import { countInvocation, ownCommandToChange } from '../command/rows.ts';
import { ecsRefusals } from '../refusals.ts';
import { type InvokeFacts, invokeRules } from './invoke.rules.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { invokeFacts, makeInvocation } from './make.ts';
import { NO_SYSTEM, newInvocation } from './parameters.ts';

const rules: readonly Rule<CommandFacts & InvokeFacts>[] = [commandExists, ...invokeRules];

/** Sends a command that is kept to instances: now, at a time, or again and again. */
export const invokeCommand = writeAction({
  name: 'InvokeCommand',
  summary: 'send a command to instances',
  parameters: () =>
    z.object({
      ...whichCommand(),
      ...newInvocation(),
      // The command's own, unless given.
      Timeout: timeout().optional(),
      Username: username().optional(),
      WorkingDir: workingDir().optional(),
    }),
  result: () => z.object({ InvocationId: z.string() }),
  inert: { WindowsPassword: NO_SYSTEM },
  begins: [TRANSITIONS.run, TRANSITIONS.repeat],
  rules,

  async facts(tx, input, context) {
    const command = await tx.first(ownCommandToChange, ownKey(context, input.CommandId));
    const definitions =
      command?.enable_parameter === 1 ? readDefinitions(command.parameter_definitions) : [];
    return { command, ...(await invokeFacts(tx, input, context, definitions)) };
  },

  async change(tx, facts, input, context) {
    const command = facts.command ?? refuse(ecsRefusals.CommandNotFound);
    await tx.run(countInvocation, { id: command.id });
    const InvocationId = await makeInvocation(tx, context, input, facts, {
      command_id: command.id,
      command_name: command.name,
      command_description: command.description,
      command_type: command.type,
      content: command.content,
      username: input.Username ?? command.username,
      working_dir: input.WorkingDir ?? command.working_dir,
      timeout: input.Timeout ?? command.timeout,
      enable_parameter: command.enable_parameter,
      parameter_definitions: command.parameter_definitions,
    });
    return { InvocationId };
  },
});
