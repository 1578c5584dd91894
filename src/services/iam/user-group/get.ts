import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { refuse } from '#core/refusal.ts';
import { existing } from '../parameters.ts';
import { iamRefusals } from '../refusals.ts';
import { ownUserGroup } from './rows.ts';
import { userGroupResult, viewUserGroup } from './view.ts';

/** Shows a user group. */
export const getGroup = readAction({
  name: 'GetGroup',
  summary: 'show a user group',
  parameters: () => z.object({ UserGroupName: existing() }),
  result: () => z.object({ UserGroup: userGroupResult() }),
  refusals: [iamRefusals.UserGroupNotExist],

  async view(tx, { UserGroupName }, { accountId }) {
    const row = await tx.first(ownUserGroup, { account_id: accountId, name: UserGroupName });
    return {
      UserGroup: viewUserGroup(row ?? refuse(iamRefusals.UserGroupNotExist, UserGroupName)),
    };
  },
});
