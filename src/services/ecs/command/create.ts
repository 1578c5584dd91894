import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { text } from '#core/parameters.ts';
import { RESOURCES } from '#core/resources.ts';
import { DEFAULT_PROJECT, projectName } from '#services/vpc/names.ts';
import { addTags } from '#services/vpc/tag/rows.ts';
import { instanceTags } from '../tags.ts';
import { contentOf, contentRules } from './content.ts';
import { keptDefinitions } from './definitions.ts';
import { commandDescription, newCommand } from './parameters.ts';

/** Keeps a command for the cloud assistant. */
export const createCommand = writeAction({
  name: 'CreateCommand',
  summary: 'keep a command of the cloud assistant',
  parameters: () =>
    z.object({
      Name: text(32, 1),
      Description: commandDescription().default(''),
      ...newCommand(),
      ProjectName: projectName().default(DEFAULT_PROJECT),
      Tags: instanceTags().optional(),
    }),
  result: () => z.object({ CommandId: z.string() }),
  rules: contentRules,

  facts: async (_, { CommandContent, ContentEncoding }) => ({
    content: contentOf(CommandContent, ContentEncoding),
  }),

  async change(tx, { content = '' }, input, context) {
    const owner = ownKey(context, context.ids.resource(RESOURCES.command.idPrefix, 20));
    await tx.insert('command', {
      ...owner,
      project_name: input.ProjectName,
      name: input.Name,
      description: input.Description,
      status: 'Available',
      content,
      type: input.Type,
      username: input.Username,
      working_dir: input.WorkingDir,
      timeout: input.Timeout,
      enable_parameter: input.EnableParameter ? 1 : 0,
      parameter_definitions: keptDefinitions(input.ParameterDefinitions),
      invocation_times: 0,
    });
    await addTags(tx, owner, 'command', input.Tags);
    return { CommandId: owner.id };
  },
});
