import * as z from 'zod';
import { findAccount } from '#core/account.ts';
import { enforce, readAction } from '#core/action.ts';
import { existing } from '../parameters.ts';
import { iamRefusals } from '../refusals.ts';
import { keysOfUser } from './rows.ts';
import { accessKeyResult, viewAccessKey } from './view.ts';
import { whoseRules } from './whose.rules.ts';
import { whose } from './whose.ts';

/** Lists the keys of a user, or of the account itself: those of a world file are there first. */
export const listAccessKeys = readAction({
  name: 'ListAccessKeys',
  summary: 'list the access keys of a user, or of the account',
  parameters: () => z.object({ UserName: existing().optional() }),
  result: () => z.object({ AccessKeyMetadata: z.array(z.object(accessKeyResult())) }),
  refusals: [iamRefusals.ParameterNotFound, iamRefusals.UserNotExist],

  async view(tx, { UserName }, context) {
    const { accountId, world } = context;
    const owner = await whose(tx, UserName, context);
    enforce(whoseRules, owner);
    const account = owner.userName === '' ? await findAccount(tx, world, accountId) : undefined;
    const given = account?.keys.filter(({ sessionToken }) => sessionToken === undefined) ?? [];
    const made = await tx.all(keysOfUser, { account_id: accountId, user_id: owner.user?.id ?? '' });
    return {
      AccessKeyMetadata: [
        ...given.map(({ accessKeyId }) =>
          viewAccessKey({ id: accessKeyId, status: 'active', created_at: 0, updated_at: 0 }, ''),
        ),
        ...made.map((row) => viewAccessKey(row, owner.userName)),
      ],
    };
  },
});
