import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { type Capacity, capacityOf, withinCapacity } from '../capacity.rules.ts';
import { countOf, freeId } from '../named.ts';
import { description, displayName, keptTags, newTags, newUserName } from '../parameters.ts';
import { iamRefusals } from '../refusals.ts';
import { email, mobilePhone } from './parameters.ts';
import { addUser, ownUser } from './rows.ts';
import { type NewNameFacts, userNameFree } from './user.rules.ts';
import { userResult, viewUser } from './view.ts';

const createRules: readonly Rule<NewNameFacts & { readonly capacity: Capacity }>[] = [
  userNameFree('UserName'),
  withinCapacity(iamRefusals.UserLimitExceeded, 'IamUsers', 'UserName'),
];

/** Makes a user, who may do nothing yet. Source: docs 6257/65004. */
export const createUser = writeAction({
  name: 'CreateUser',
  summary: 'make a user',
  parameters: () =>
    z.object({
      UserName: newUserName(),
      DisplayName: displayName().default(''),
      Description: description().default(''),
      Email: email().default(''),
      MobilePhone: mobilePhone().default(''),
      Tags: newTags().optional(),
    }),
  result: () => z.object({ User: userResult() }),
  rules: createRules,

  async facts(tx, { UserName }, context) {
    const { accountId } = context;
    const taken = await tx.first(ownUser, { account_id: accountId, name: UserName });
    return {
      newName: UserName,
      nameTaken: taken !== undefined,
      capacity: capacityOf(context, 'IamUsers', await countOf(tx, 'iam_user', accountId)),
    };
  },

  async change(tx, _, input, context) {
    const row = {
      id: await freeId(tx, context, 'iam_user'),
      account_id: context.accountId,
      name: input.UserName,
      display_name: input.DisplayName,
      description: input.Description,
      email: input.Email,
      mobile_phone: input.MobilePhone,
      tags: keptTags(input.Tags),
      safe_auth_type: '',
      safe_auth_exempt_duration: 0,
      created_at: tx.now,
      updated_at: tx.now,
    };
    await addUser(tx, row);
    return { User: viewUser(row) };
  },
});
