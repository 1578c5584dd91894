import { createHash } from 'node:crypto';
import type { Action } from '../action.ts';
import type { Call } from '../call.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { query } from '../store/query.ts';
import { type Store, UniqueViolation, type Writer } from '../store/store.ts';

/** Another change to the same resource won the race. Source: the AttachNetworkInterface page. */
export const conflict: Refusal = {
  http: 409,
  code: 'InvalidOperation.Conflict',
  message: 'The specified resource operation conflicts.',
  source: 'documented',
};

/** A ClientToken came back with other arguments. Source: docs 6401/70496. */
export const idempotentParameterMismatch: Refusal = {
  http: 400,
  code: 'IdempotentParameterMismatch',
  message:
    'Arguments on this idempotent request are inconsistent with arguments used in previous request(s).',
  source: 'documented',
};

/** Performs an action in one transaction. @throws Refused, or the engine's fault. */
export async function run(
  store: Store,
  action: Action,
  input: unknown,
  call: Call,
): Promise<object> {
  if (action.kind === 'read') {
    return store.read((tx) => action.perform(tx as Writer, input, call));
  }
  try {
    return await store.write((tx) => once(tx, action, input, call));
  } catch (error) {
    if (error instanceof UniqueViolation) refuse(conflict);
    throw error;
  }
}

/** A day. Ours: the vendor does not say how long a token is remembered. */
const TOKEN_LIFETIME = 24 * 3600 * 1000;
const FORGET_AT_ONCE = 20;

/** Performs the action, or repeats the answer that its ClientToken got before. */
async function once(tx: Writer, action: Action, input: unknown, call: Call): Promise<object> {
  const token = (input as { ClientToken?: string }).ClientToken;
  if (token === undefined) return action.perform(tx, input, call);
  const key = {
    account_id: call.accountId,
    region: call.region.id,
    action: action.name,
    token,
  };
  const fingerprint = createHash('sha256').update(JSON.stringify(input)).digest('hex');
  const before = await tx.first(tokenAnswer, { ...key, since: tx.now - TOKEN_LIFETIME });
  if (before !== undefined) {
    if (before.fingerprint !== fingerprint) refuse(idempotentParameterMismatch);
    return JSON.parse(before.answer);
  }
  const answer = await action.perform(tx, input, call);
  await tx.run(forgetTokens, { until: tx.now - TOKEN_LIFETIME, most: FORGET_AT_ONCE });
  await tx.insert('client_token', {
    ...key,
    fingerprint,
    answer: JSON.stringify(answer),
    created_at: tx.now,
  });
  return answer;
}

const tokenAnswer = query(
  (db, p: { account_id: string; region: string; action: string; token: string; since: number }) =>
    db
      .selectFrom('client_token')
      .select(['fingerprint', 'answer'])
      .where('account_id', '=', p.account_id)
      .where('region', '=', p.region)
      .where('action', '=', p.action)
      .where('token', '=', p.token)
      .where('created_at', '>', p.since),
);

const forgetTokens = query((db, p: { until: number; most: number }) =>
  db
    .deleteFrom('client_token')
    .where('created_at', '<=', p.until)
    .where((where) =>
      where(
        where.refTuple('account_id', 'region', 'action', 'token'),
        'in',
        where
          .selectFrom('client_token')
          .select(['account_id', 'region', 'action', 'token'])
          .where('created_at', '<=', p.until)
          .orderBy('created_at')
          .limit(p.most)
          .$asTuple('account_id', 'region', 'action', 'token'),
      ),
    ),
);
