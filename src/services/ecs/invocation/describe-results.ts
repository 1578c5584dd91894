import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { pageOfList, pagingOf } from '#core/paging.ts';
import { id, text } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { beijing } from '#platform/time.ts';
import { owned } from '#store/owned.ts';
import { numberPaging, numberPagingResult, pageNumbers } from '../paging.ts';
import { ecsRefusals } from '../refusals.ts';
import { whichInvocation } from './parameters.ts';
import { resultsOf } from './rows.ts';

const invocationNow = owned('invocation');

/**
 * Lists what became of an invocation on each instance, the last time that it was sent there. The
 * message of a success says what a client has to know about it.
 */
export const describeInvocationResults = readAction({
  name: 'DescribeInvocationResults',
  summary: 'list what became of an invocation on each instance',
  parameters: () =>
    z.object({
      ...whichInvocation(),
      InstanceId: id().optional(),
      CommandId: id().optional(),
      /** Of several statuses, one: Terraform joins them by commas. */
      InvocationResultStatus: text(64).optional(),
      ...numberPaging(),
    }),
  result: () =>
    z.object({
      InvocationResults: z.array(
        z.object({
          InvocationResultId: z.string(),
          InvocationId: z.string(),
          InstanceId: z.string(),
          CommandId: z.string(),
          InvocationResultStatus: z.string(),
          Username: z.string(),
          Output: z.string(),
          ExitCode: z.int(),
          ErrorCode: z.string(),
          ErrorMessage: z.string(),
          StartTime: z.string(),
          EndTime: z.string(),
        }),
      ),
      ...numberPagingResult(),
    }),
  refusals: [ecsRefusals.InvocationNotFound],

  async view(tx, input, context) {
    const invocation =
      (await tx.first(invocationNow, ownKey(context, input.InvocationId))) ??
      refuse(ecsRefusals.InvocationNotFound);
    const all = await tx.all(resultsOf, { invocationId: invocation.id });
    const statuses = input.InvocationResultStatus?.split(',').map((each) => each.trim());
    const asked = all.filter(
      (row) =>
        (input.InstanceId ?? row.instance_id) === row.instance_id &&
        (statuses?.includes(row.status) ?? true) &&
        (input.CommandId ?? invocation.command_id) === invocation.command_id,
    );
    const { rows, paging } = pageOfList(asked, pagingOf(input), (row) => row.instance_id);
    return {
      InvocationResults: rows.map((row) => ({
        InvocationResultId: row.id,
        InvocationId: row.invocation_id,
        InstanceId: row.instance_id,
        CommandId: invocation.command_id,
        InvocationResultStatus: row.status,
        Username: invocation.username,
        Output: row.output,
        ExitCode: row.exit_code,
        ErrorCode: row.error_code,
        ErrorMessage: row.message,
        StartTime: row.started_at === 0 ? '' : beijing(row.started_at),
        EndTime: row.ended_at === 0 ? '' : beijing(row.ended_at),
      })),
      ...pageNumbers(paging),
    };
  },
});
