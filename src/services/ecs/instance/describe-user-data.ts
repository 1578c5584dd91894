import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { ecsRefusals } from '../refusals.ts';
import { instanceNow } from './rows.ts';

/** An instance's user data, as it was given: '' for none. Terraform reads it with each instance. */
export const describeUserData = readAction({
  name: 'DescribeUserData',
  summary: 'show the user data of an instance',
  parameters: () => z.object({ InstanceId: id() }),
  result: () => z.object({ InstanceId: z.string(), UserData: z.string() }),
  refusals: [ecsRefusals.InstanceNotFound],

  async view(tx, { InstanceId }, context) {
    const key = ownKey(context, InstanceId);
    const instance = await tx.first(instanceNow, key);
    if (instance === undefined) refuse(ecsRefusals.InstanceNotFound);
    return { InstanceId, UserData: instance.user_data };
  },
});
