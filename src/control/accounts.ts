import * as z from 'zod';
import { refuse } from '#core/refusal.ts';
import { beijing } from '#platform/time.ts';
import { AccountOfWorld, type Accounts, NoSuchAccount } from '#world/accounts.ts';
import { SeedError } from '#world/seed-makers.ts';
import { controlRefusals } from './refusals.ts';
import { routesOf } from './route.ts';

export interface AccountsControl {
  readonly accounts: Pick<Accounts, 'make' | 'has' | 'list' | 'remove' | 'reset'>;
}

const LONGEST_NAME = 64;

/** Nothing that a page or a terminal could take for more than a name. */
export const accountName = z
  .string('it is no text')
  .max(LONGEST_NAME, `it is longer than ${LONGEST_NAME} characters`)
  .regex(/^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._@-]*$/u, {
    error: 'it is letters, digits, spaces and . _ @ -, the first a letter or a digit',
    abort: true,
  });

/** @throws Refused in place of what a change of an account throws. */
export async function orRefuse<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof NoSuchAccount) refuse(controlRefusals.NoSuchAccount, error.message);
    if (error instanceof AccountOfWorld) refuse(controlRefusals.AccountOfWorld, error.message);
    if (error instanceof SeedError) refuse(controlRefusals.SeedRefused, error.message);
    throw error;
  }
}

const accountId = z.string().describe('its id: digits');

/** An account that was just made. */
export const newAccount = z.strictObject({
  accountId,
  accessKeyId: z.string(),
  secretAccessKey: z.string().describe('told this once: no list shows it'),
});

const listed = z.strictObject({
  accountId,
  name: z.string(),
  accessKeyIds: z.array(z.string()),
  source: z
    .enum(['world', 'control'])
    .describe('whether the world file has it, or this API made it'),
  createdAt: z.string().describe('when it was made, as ISO 8601; empty for one of the world file'),
});

const route = routesOf<AccountsControl>();

export const accountRoutes = [
  route({
    method: 'POST',
    path: 'accounts',
    summary: 'Makes a new account, empty, with a key.',
    body: {
      schema: z.strictObject({ name: accountName.optional().describe('shown in lists') }),
      shape: '{"name": "a name"}, or nothing',
      optional: true,
    },
    answer: newAccount,
    async handle({ accounts }, { body }) {
      const made = await accounts.make(body.name ?? '');
      return {
        accountId: made.id,
        accessKeyId: made.access_key_id,
        secretAccessKey: made.secret_access_key,
      };
    },
  }),
  route({
    method: 'GET',
    path: 'accounts',
    summary: 'Lists the accounts, without secrets: those of the world file, and those made since.',
    answer: z.strictObject({ accounts: z.array(listed) }),
    async handle({ accounts }) {
      const all = await accounts.list();
      return {
        accounts: all.map((account) => ({
          ...account,
          accessKeyIds: [...account.accessKeyIds],
          createdAt: account.createdAt === 0 ? '' : beijing(account.createdAt),
        })),
      };
    },
  }),
  route({
    method: 'DELETE',
    path: 'accounts/{accountId}',
    summary: 'Removes an account that this API made, with everything that it has.',
    answer: z.strictObject({ accountId }),
    async handle({ accounts }, { path: { accountId: id = '' } }) {
      await orRefuse(accounts.remove(id));
      return { accountId: id };
    },
  }),
];
