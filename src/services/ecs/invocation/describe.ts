import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { pageOf, pagingOf } from '#core/paging.ts';
import { id, text } from '#core/parameters.ts';
import { beijing } from '#platform/time.ts';
import { tagFilters, tagResult } from '#services/vpc/tag/parameters.ts';
import { tagged, tagsOf } from '#services/vpc/tag/rows.ts';
import { type Owner, ownRows } from '#store/owned.ts';
import type { InvocationRow } from '#store/schema/cloud-assistant.ts';
import type { Db } from '#store/schema.ts';
import { shownContent } from '../command/content.ts';
import { shownDefinitions } from '../command/definitions.ts';
import { contentEncoding, parameterDefinitionResult } from '../command/parameters.ts';
import { numberPaging, numberPagingResult, pageNumbers } from '../paging.ts';
import { shownTime } from './times.ts';

const parameters = () =>
  z.object({
    InvocationId: id().optional(),
    InvocationName: text(64).optional(),
    /** Of several statuses, one: Terraform joins them by commas. */
    InvocationStatus: text(128).optional(),
    CommandId: id().optional(),
    CommandName: text(32).optional(),
    CommandType: text(64).optional(),
    RepeatMode: text(64).optional(),
    ProjectName: text(64).optional(),
    ContentEncoding: contentEncoding().default('Base64'),
    TagFilters: tagFilters().optional(),
    ...numberPaging(),
  });

/** Lists the caller's invocations; conditions are ANDed. */
export const describeInvocations = readAction({
  name: 'DescribeInvocations',
  summary: 'list invocations of commands',
  parameters,
  result: () =>
    z.object({
      Invocations: z.array(
        z.object({
          InvocationId: z.string(),
          InvocationName: z.string(),
          InvocationDescription: z.string(),
          InvocationStatus: z.string(),
          CommandId: z.string(),
          CommandName: z.string(),
          CommandDescription: z.string(),
          CommandType: z.string(),
          CommandContent: z.string(),
          CommandProvider: z.string(),
          EnableParameter: z.boolean(),
          ParameterDefinitions: z.array(parameterDefinitionResult()),
          Parameters: z.string(),
          Timeout: z.int(),
          Username: z.string(),
          WorkingDir: z.string(),
          RepeatMode: z.string(),
          Frequency: z.string(),
          LaunchTime: z.string(),
          RecurrenceEndTime: z.string(),
          InstanceNumber: z.int(),
          StartTime: z.string(),
          EndTime: z.string(),
          ProjectName: z.string(),
          Tags: z.array(tagResult()),
        }),
      ),
      ...numberPagingResult(),
    }),

  async view(tx, input, context) {
    const owner = ownerOf(context);
    const { rows, paging } = await pageOf<InvocationRow>(tx, 'invocation', pagingOf(input), (db) =>
      matching(db, owner, input),
    );
    const tags = await tagsOf(
      tx,
      rows.map((row) => row.id),
    );
    return {
      Invocations: rows.map((row) => ({
        InvocationId: row.id,
        InvocationName: row.name,
        InvocationDescription: row.description,
        InvocationStatus: row.status,
        CommandId: row.command_id,
        CommandName: row.command_name,
        CommandDescription: row.command_description,
        CommandType: row.command_type,
        CommandContent: shownContent(row.content, input.ContentEncoding),
        CommandProvider: '',
        EnableParameter: row.enable_parameter === 1,
        ParameterDefinitions: shownDefinitions(row.parameter_definitions),
        Parameters: row.parameters,
        Timeout: row.timeout,
        Username: row.username,
        WorkingDir: row.working_dir,
        RepeatMode: row.repeat_mode,
        Frequency: row.frequency,
        LaunchTime: shownTime(row.launch_at),
        RecurrenceEndTime: shownTime(row.recurrence_end_at),
        InstanceNumber: row.instance_number,
        StartTime: row.started_at === 0 ? '' : beijing(row.started_at),
        EndTime: row.ended_at === 0 ? '' : beijing(row.ended_at),
        ProjectName: row.project_name,
        Tags: tags.get(row.id) ?? [],
      })),
      ...pageNumbers(paging),
    };
  },
});

function matching(db: Db, owner: Owner, input: z.infer<ReturnType<typeof parameters>>) {
  const conditions = {
    name: input.InvocationName,
    command_id: input.CommandId,
    command_name: input.CommandName,
    command_type: input.CommandType,
    repeat_mode: input.RepeatMode,
    project_name: input.ProjectName,
  };
  const ids = input.InvocationId === undefined ? undefined : [input.InvocationId];
  let select = ownRows(db, 'invocation', owner, conditions, ids);
  if (input.InvocationStatus !== undefined) {
    const statuses = input.InvocationStatus.split(',').map((each) => each.trim());
    select = select.where('invocation.status', 'in', statuses);
  }
  const filters = input.TagFilters;
  return filters ? select.where((where) => tagged(where, 'invocation.id', filters)) : select;
}
