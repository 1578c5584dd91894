import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { refuse } from '#core/refusal.ts';
import { existing } from '../parameters.ts';
import { iamRefusals } from '../refusals.ts';
import { ownUser } from '../user/rows.ts';
import { loginProfileOf } from './rows.ts';
import { loginProfileResult, viewLoginProfile } from './view.ts';

/** Shows a user's login profile. */
export const getLoginProfile = readAction({
  name: 'GetLoginProfile',
  summary: "show a user's login profile",
  parameters: () => z.object({ UserName: existing() }),
  result: () => z.object({ LoginProfile: loginProfileResult() }),
  refusals: [iamRefusals.UserNotExist, iamRefusals.LoginProfileNotExist],

  async view(tx, { UserName }, { accountId }) {
    const user = await tx.first(ownUser, { account_id: accountId, name: UserName });
    const { id } = user ?? refuse(iamRefusals.UserNotExist, UserName);
    const profile = await tx.first(loginProfileOf, { id });
    return {
      LoginProfile: viewLoginProfile(
        profile ?? refuse(iamRefusals.LoginProfileNotExist, UserName),
        { name: UserName },
      ),
    };
  },
});
