import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { pageOfList, pagingOf } from '#core/paging.ts';
import { id } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { owned } from '#store/owned.ts';
import { numberPaging, numberPagingResult, pageNumbers } from '../paging.ts';
import { ecsRefusals } from '../refusals.ts';
import { whichInvocation } from './parameters.ts';
import { resultsOf } from './rows.ts';

const invocationNow = owned('invocation');

/** Lists the instances that an invocation was sent to. */
export const describeInvocationInstances = readAction({
  name: 'DescribeInvocationInstances',
  summary: 'list the instances of an invocation',
  parameters: () =>
    z.object({ ...whichInvocation(), InstanceId: id().optional(), ...numberPaging() }),
  result: () =>
    z.object({
      InvocationInstances: z.array(z.object({ InvocationId: z.string(), InstanceId: z.string() })),
      ...numberPagingResult(),
    }),
  refusals: [ecsRefusals.InvocationNotFound],

  async view(tx, input, context) {
    const key = ownKey(context, input.InvocationId);
    if ((await tx.first(invocationNow, key)) === undefined) refuse(ecsRefusals.InvocationNotFound);
    const all = await tx.all(resultsOf, { invocationId: input.InvocationId });
    const asked = all.filter((row) => (input.InstanceId ?? row.instance_id) === row.instance_id);
    const { rows, paging } = pageOfList(asked, pagingOf(input), (row) => row.instance_id);
    return {
      InvocationInstances: rows.map((row) => ({
        InvocationId: row.invocation_id,
        InstanceId: row.instance_id,
      })),
      ...pageNumbers(paging),
    };
  },
});
