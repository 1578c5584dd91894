import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { flag, note, text } from '#core/parameters.ts';
import { type CommandFacts, commandExists } from './command.rules.ts';
import { type ContentFacts, contentOf, contentRules } from './content.ts';
import { keptDefinitions } from './definitions.ts';
import {
  commandContent,
  commandDescription,
  commandType,
  contentEncoding,
  parameterDefinitions,
  timeout,
  username,
  whichCommand,
  workingDir,
} from './parameters.ts';
import { ownCommandToChange } from './rows.ts';

const modifyRules: readonly Rule<CommandFacts & ContentFacts>[] = [commandExists, ...contentRules];

/**
 * Changes a command; what is absent stays as it is. What was sent already is not changed: an
 * invocation keeps the command as it was.
 */
export const modifyCommand = writeAction({
  name: 'ModifyCommand',
  summary: 'change a command of the cloud assistant',
  parameters: () =>
    z.object({
      ...whichCommand(),
      Name: text(32, 1).optional(),
      Description: commandDescription().optional(),
      CommandContent: commandContent().optional(),
      ContentEncoding: contentEncoding().default('Base64'),
      Type: commandType().optional(),
      EnableParameter: flag().optional(),
      ParameterDefinitions: parameterDefinitions().optional(),
      Timeout: timeout().optional(),
      Username: note(username(), { keepsEmpty: true }).optional(),
      WorkingDir: note(workingDir(), { keepsEmpty: true }).optional(),
    }),
  result: () => z.object({ CommandId: z.string() }),
  rules: modifyRules,

  async facts(tx, { CommandId, CommandContent, ContentEncoding }, context) {
    return {
      command: await tx.first(ownCommandToChange, ownKey(context, CommandId)),
      content: contentOf(CommandContent, ContentEncoding),
    };
  },

  async change(tx, { content }, input) {
    await tx.update('command', input.CommandId, {
      ...(input.Name !== undefined && { name: input.Name }),
      ...(input.Description !== undefined && { description: input.Description }),
      ...(input.CommandContent !== undefined && { content: content ?? '' }),
      ...(input.Type !== undefined && { type: input.Type }),
      ...(input.EnableParameter !== undefined && {
        enable_parameter: input.EnableParameter ? 1 : 0,
      }),
      ...(input.ParameterDefinitions !== undefined && {
        parameter_definitions: keptDefinitions(input.ParameterDefinitions),
      }),
      ...(input.Timeout !== undefined && { timeout: input.Timeout }),
      ...(input.Username !== undefined && { username: input.Username }),
      ...(input.WorkingDir !== undefined && { working_dir: input.WorkingDir }),
    });
    return { CommandId: input.CommandId };
  },
});
