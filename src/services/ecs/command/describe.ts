import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { pageOf, pagingOf } from '#core/paging.ts';
import { id, text } from '#core/parameters.ts';
import { beijing } from '#platform/time.ts';
import { tagFilters, tagResult } from '#services/vpc/tag/parameters.ts';
import { tagged, tagsOf } from '#services/vpc/tag/rows.ts';
import { type Owner, ownRows } from '#store/owned.ts';
import type { CommandRow } from '#store/schema/cloud-assistant.ts';
import type { Db } from '#store/schema.ts';
import { numberPaging, numberPagingResult, pageNumbers } from '../paging.ts';
import { shownContent } from './content.ts';
import { shownDefinitions } from './definitions.ts';
import { contentEncoding, parameterDefinitionResult } from './parameters.ts';

const parameters = () =>
  z.object({
    CommandId: id().optional(),
    Name: text(32).optional(),
    Type: text(64).optional(),
    /** Of public commands; without it, the caller's own are listed. */
    Provider: text(64).optional(),
    ProjectName: text(64).optional(),
    ContentEncoding: contentEncoding().default('Base64'),
    Order: text(64).optional(),
    TagFilters: tagFilters().optional(),
    ...numberPaging(),
  });

/** Lists the caller's commands; conditions are ANDed. There are no public ones. */
export const describeCommands = readAction({
  name: 'DescribeCommands',
  summary: 'list commands of the cloud assistant',
  parameters,
  result: () =>
    z.object({
      Commands: z.array(
        z.object({
          CommandId: z.string(),
          Name: z.string(),
          Description: z.string(),
          Type: z.string(),
          CommandContent: z.string(),
          Provider: z.string(),
          EnableParameter: z.boolean(),
          ParameterDefinitions: z.array(parameterDefinitionResult()),
          Timeout: z.int(),
          Username: z.string(),
          WorkingDir: z.string(),
          InvocationTimes: z.int(),
          ProjectName: z.string(),
          Tags: z.array(tagResult()),
          CreatedAt: z.string(),
          UpdatedAt: z.string(),
        }),
      ),
      ...numberPagingResult(),
    }),
  inert: { Order: 'its words are unknown: the oldest come first' },

  async view(tx, input, context) {
    const owner = ownerOf(context);
    const { rows, paging } = await pageOf<CommandRow>(tx, 'command', pagingOf(input), (db) =>
      matching(db, owner, input),
    );
    const tags = await tagsOf(
      tx,
      rows.map((row) => row.id),
    );
    return {
      Commands: rows.map((row) => ({
        CommandId: row.id,
        Name: row.name,
        Description: row.description,
        Type: row.type,
        CommandContent: shownContent(row.content, input.ContentEncoding),
        Provider: '',
        EnableParameter: row.enable_parameter === 1,
        ParameterDefinitions: shownDefinitions(row.parameter_definitions),
        Timeout: row.timeout,
        Username: row.username,
        WorkingDir: row.working_dir,
        InvocationTimes: row.invocation_times,
        ProjectName: row.project_name,
        Tags: tags.get(row.id) ?? [],
        CreatedAt: beijing(row.created_at),
        UpdatedAt: beijing(row.updated_at),
      })),
      ...pageNumbers(paging),
    };
  },
});

function matching(db: Db, owner: Owner, input: z.infer<ReturnType<typeof parameters>>) {
  const conditions = { name: input.Name, type: input.Type, project_name: input.ProjectName };
  // No command has an empty id.
  const id = input.Provider !== undefined ? '' : input.CommandId;
  const select = ownRows(db, 'command', owner, conditions, id === undefined ? undefined : [id]);
  const filters = input.TagFilters;
  return filters ? select.where((where) => tagged(where, 'command.id', filters)) : select;
}
