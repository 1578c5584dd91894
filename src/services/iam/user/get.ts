import * as z from 'zod';
import { readAction } from '#core/action.ts';
import type { Context } from '#core/context.ts';
import { integer } from '#core/parameters.ts';
import { refuse, refuseParameter } from '#core/refusal.ts';
import type { IamUserRow } from '#store/schema/iam.ts';
import type { Reader } from '#store/store.ts';
import { ownAccessKey } from '../access-key/rows.ts';
import { existing } from '../parameters.ts';
import { iamRefusals } from '../refusals.ts';
import { ownUser, userById } from './rows.ts';
import { userResult, viewUser } from './view.ts';

interface Asked {
  readonly UserName?: string | undefined;
  readonly ID?: number | undefined;
  readonly AccessKeyID?: string | undefined;
}

/** Shows a user: by the name, or by the number, or by a key. */
export const getUser = readAction({
  name: 'GetUser',
  summary: 'show a user',
  parameters: () =>
    z.object({
      UserName: existing().optional(),
      ID: integer(0, 2 ** 53 - 1).optional(),
      AccessKeyID: existing().optional(),
      PiiRedaction: integer(0, 1).optional(),
    }),
  result: () => z.object({ User: userResult() }),
  inert: { PiiRedaction: 'mail addresses and numbers are shown as they were given' },
  refusals: [iamRefusals.ParameterNotFound, iamRefusals.UserNotExist],

  async view(tx, input, context) {
    const named = input.UserName ?? input.ID ?? input.AccessKeyID;
    if (named === undefined) {
      const subject = { parameter: 'UserName', reason: 'nothing names the user' };
      return refuseParameter(subject, iamRefusals.ParameterNotFound, 'UserName');
    }
    const row = await find(tx, input, context);
    return { User: viewUser(row ?? refuse(iamRefusals.UserNotExist, String(named))) };
  },
});

async function find(
  tx: Reader,
  { UserName, ID, AccessKeyID }: Asked,
  { accountId }: Context,
): Promise<IamUserRow | undefined> {
  if (UserName !== undefined) return tx.first(ownUser, { account_id: accountId, name: UserName });
  if (ID !== undefined) return tx.first(userById, { account_id: accountId, id: String(ID) });
  const key = await tx.first(ownAccessKey, { account_id: accountId, id: AccessKeyID ?? '' });
  return key && tx.first(userById, { account_id: accountId, id: key.user_id });
}
