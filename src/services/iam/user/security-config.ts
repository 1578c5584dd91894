import * as z from 'zod';
import { readAction, writeAction } from '#core/action.ts';
import { integer, text } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { existing } from '../parameters.ts';
import { iamRefusals } from '../refusals.ts';
import { ownUser, ownUserToChange, secureUser } from './rows.ts';
import { userExists } from './user.rules.ts';

/** Shows how a user proves who it is besides the password. */
export const getSecurityConfig = readAction({
  name: 'GetSecurityConfig',
  summary: 'show how a user proves who it is when it signs in',
  parameters: () => z.object({ UserName: existing() }),
  result: () =>
    z.object({
      UserID: z.int(),
      SafeAuthType: z.string(),
      SafeAuthExemptDuration: z.int(),
      SafeAuthClose: z.int(),
    }),
  refusals: [iamRefusals.UserNotExist],

  async view(tx, { UserName }, { accountId }) {
    const found = await tx.first(ownUser, { account_id: accountId, name: UserName });
    const user = found ?? refuse(iamRefusals.UserNotExist, UserName);
    return {
      UserID: Number(user.id),
      SafeAuthType: user.safe_auth_type,
      SafeAuthExemptDuration: user.safe_auth_exempt_duration,
      SafeAuthClose: user.safe_auth_type === '' ? 1 : 0,
    };
  },
});

/** Records how a user proves who it is besides the password; what is not given stays. */
export const setSecurityConfig = writeAction({
  name: 'SetSecurityConfig',
  summary: 'set how a user proves who it is when it signs in, which is recorded',
  parameters: () =>
    z.object({
      UserName: existing(),
      /** `phone`, `email`, `vmfa` and several of them with commas. */
      SafeAuthType: text(64, 1),
      SafeAuthExemptDuration: integer(0, 1_000_000).optional(),
    }),
  result: () => z.object({}),
  rules: [userExists],

  facts: async (tx, { UserName }, { accountId }) => ({
    userName: UserName,
    user: await tx.first(ownUserToChange, { account_id: accountId, name: UserName }),
  }),

  async change(tx, { user }, { UserName, SafeAuthType, SafeAuthExemptDuration }) {
    const { id, safe_auth_exempt_duration } = user ?? refuse(iamRefusals.UserNotExist, UserName);
    await tx.run(secureUser, {
      id,
      safe_auth_type: SafeAuthType,
      safe_auth_exempt_duration: SafeAuthExemptDuration ?? safe_auth_exempt_duration,
    });
    return {};
  },
});
