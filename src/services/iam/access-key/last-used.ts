import * as z from 'zod';
import { findAccount } from '#core/account.ts';
import { enforce, readAction } from '#core/action.ts';
import { refuse } from '#core/refusal.ts';
import { existing, iamDate } from '../parameters.ts';
import { iamRefusals } from '../refusals.ts';
import { ownAccessKey } from './rows.ts';
import { whoseRules } from './whose.rules.ts';
import { whose } from './whose.ts';

/**
 * Shows when a key was used last. Uses within some minutes of the one that is kept are not kept, and
 * none of the keys that the account was given.
 */
export const getAccessKeyLastUsed = readAction({
  name: 'GetAccessKeyLastUsed',
  summary: 'show when an access key was used last',
  parameters: () => z.object({ AccessKeyId: existing(), UserName: existing().optional() }),
  result: () =>
    z.object({
      AccessKeyLastUsed: z.object({
        Region: z.string(),
        RequestTime: z.string(),
        Service: z.string(),
      }),
    }),
  refusals: [iamRefusals.UserNotExist, iamRefusals.AccessKeyNotExist],

  async view(tx, { AccessKeyId, UserName }, context) {
    const { accountId, world } = context;
    const owner = UserName === undefined ? undefined : await whose(tx, UserName, context);
    if (owner !== undefined) enforce(whoseRules, owner);
    const key = await tx.first(ownAccessKey, { id: AccessKeyId, account_id: accountId });
    const account = await findAccount(tx, world, accountId);
    const given = account?.keys.some(({ accessKeyId }) => accessKeyId === AccessKeyId) ?? false;
    const found =
      owner === undefined ? key !== undefined || given : key?.user_id === owner.user?.id;
    if (!found) refuse(iamRefusals.AccessKeyNotExist, AccessKeyId);
    return {
      AccessKeyLastUsed: {
        Region: key?.used_region ?? '',
        RequestTime: iamDate(key?.used_at ?? 0),
        Service: key?.used_service ?? '',
      },
    };
  },
});
