import * as z from 'zod';
import { type Context, ownerOf } from '#core/context.ts';
import { id, list } from '#core/parameters.ts';
import type { Reader } from '#store/store.ts';
import { statusesOfInstances } from '../invocation/rows.ts';

export const onInstances = () => ({ InstanceIds: list(id(), 100) });

export const failedInstances = () =>
  z.array(z.object({ Id: z.string(), ErrorMessage: z.string() }));

/** Which of the instances have a running agent, and why the others have not. */
export async function sorted(tx: Reader, context: Context, named: readonly string[]) {
  const ids = [...new Set(named)];
  const statuses = await statusesOfInstances(tx, ownerOf(context), ids);
  return {
    running: ids.filter((each) => statuses.get(each) === 'RUNNING'),
    failed: ids
      .filter((each) => statuses.get(each) !== 'RUNNING')
      .map((each) => ({
        Id: each,
        ErrorMessage: `the instance is ${statuses.get(each) ?? 'not there'}`,
      })),
  };
}
