import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { type Capacity, capacityOf, withinCapacity } from '../capacity.rules.ts';
import { existing } from '../parameters.ts';
import { iamRefusals } from '../refusals.ts';
import { KEY_BYTES, PREFIX } from './find.ts';
import { addAccessKey, keysOfUser } from './rows.ts';
import { accessKeyResult, viewAccessKey } from './view.ts';
import { type Whose, whoseRules } from './whose.rules.ts';
import { whose } from './whose.ts';

const SECRET_BYTES = 30;

interface MakeFacts extends Whose {
  /** Whether the caller's key has limits of its own, which a key of the account would not have. */
  readonly limited: boolean;
  readonly capacity: Capacity;
}

/** Ours: nobody makes a key that may do more than he may. */
const mayMake: Rule<MakeFacts> = {
  refusal: iamRefusals.AccessDenied,
  broken: ({ limited, userName }) => userName === '' && limited,
  because: ({ limited }) => `the key that asks has ${limited ? 'limits' : 'no limits'} of its own`,
};

const createRules: readonly Rule<MakeFacts>[] = [
  ...whoseRules,
  mayMake,
  withinCapacity(iamRefusals.AccessKeyLimitExceeded, 'AccessKeysPerUser', 'UserName'),
];

/** Makes a key of a user, or of the account itself. The secret is in this answer and nowhere else. */
export const createAccessKey = writeAction({
  name: 'CreateAccessKey',
  summary: 'make an access key of a user, or of the account',
  parameters: () => z.object({ UserName: existing().optional() }),
  result: () =>
    z.object({
      AccessKey: z.object({ ...accessKeyResult(), SecretAccessKey: z.string() }),
    }),
  secrets: ['AccessKey'],
  rules: createRules,

  async facts(tx, { UserName }, context) {
    const { accountId, caller, world } = context;
    const owner = await whose(tx, UserName, context);
    const made = await tx.all(keysOfUser, { account_id: accountId, user_id: owner.user?.id ?? '' });
    // The keys of the world file are the account's.
    const given = owner.userName === '' ? (world.account(accountId)?.keys.length ?? 1) : 0;
    return {
      ...owner,
      limited: caller?.policy !== undefined || caller?.bounds !== undefined,
      capacity: capacityOf(context, 'AccessKeysPerUser', made.length + given),
    };
  },

  async change(tx, { user, userName }, _, { accountId, ids }) {
    const row = {
      id: PREFIX + ids.random(KEY_BYTES).toString('hex'),
      account_id: accountId,
      user_id: user?.id ?? '',
      secret_access_key: ids.random(SECRET_BYTES).toString('base64url'),
      status: 'active',
      used_at: 0,
      used_service: '',
      used_region: '',
      created_at: tx.now,
      updated_at: tx.now,
    };
    await addAccessKey(tx, row);
    return {
      AccessKey: { ...viewAccessKey(row, userName), SecretAccessKey: row.secret_access_key },
    };
  },
});
