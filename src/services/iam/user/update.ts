import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { onlyWhere } from '#core/common.rules.ts';
import { refuse } from '#core/refusal.ts';
import type { IamUserRow } from '#store/schema/iam.ts';
import { description, displayName, existing, newUserName } from '../parameters.ts';
import { iamRefusals } from '../refusals.ts';
import { email, mobilePhone } from './parameters.ts';
import { ownUser, ownUserToChange, rewriteUser } from './rows.ts';
import { type NewNameFacts, userExists, userNameFree } from './user.rules.ts';
import { userResult, viewUser } from './view.ts';

const renamed = ({ newName }: NewNameFacts) => newName !== '';

interface UpdateFacts extends NewNameFacts {
  readonly userName: string;
  readonly user: IamUserRow | undefined;
}

const updateRules: readonly Rule<UpdateFacts>[] = [
  userExists,
  onlyWhere(renamed, userNameFree('NewUserName')),
];

/** Changes a user; what is not given stays. */
export const updateUser = writeAction({
  name: 'UpdateUser',
  summary: 'change a user',
  parameters: () =>
    z.object({
      UserName: existing(),
      NewUserName: newUserName().optional(),
      NewDisplayName: displayName().optional(),
      NewDescription: description().optional(),
      NewEmail: email().optional(),
      NewMobilePhone: mobilePhone().optional(),
    }),
  result: () => z.object({ User: userResult() }),
  rules: updateRules,

  async facts(tx, { UserName, NewUserName = '' }, { accountId }) {
    const key = { account_id: accountId, name: UserName };
    const user = await tx.first(ownUserToChange, key);
    const other =
      NewUserName === '' ? undefined : await tx.first(ownUser, { ...key, name: NewUserName });
    return {
      userName: UserName,
      user,
      newName: NewUserName,
      nameTaken: other !== undefined && other.id !== user?.id,
    };
  },

  async change(tx, { user }, input) {
    const before = user ?? refuse(iamRefusals.UserNotExist, input.UserName);
    const row = {
      ...before,
      name: input.NewUserName ?? before.name,
      display_name: input.NewDisplayName ?? before.display_name,
      description: input.NewDescription ?? before.description,
      email: input.NewEmail ?? before.email,
      mobile_phone: input.NewMobilePhone ?? before.mobile_phone,
      updated_at: tx.now,
    };
    await tx.run(rewriteUser, row);
    return { User: viewUser(row) };
  },
});
