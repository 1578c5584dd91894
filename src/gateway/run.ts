import { createHash } from 'node:crypto';
import type { Action } from '../action.ts';
import type { Call } from '../call.ts';
import { refuse } from '../refusal.ts';
import type { Service } from '../service.ts';
import { query } from '../store/query.ts';
import type { ClientTokenRow } from '../store/schema.ts';
import {
  type Reader,
  type Store,
  UniqueViolation,
  WriteConflict,
  type Writer,
} from '../store/store.ts';
import { fromKept, toKeep } from './kept-answer.ts';
import type { Trace } from './trace.ts';

/** Performs a service's action in one transaction. @throws Refused, or the engine's fault. */
export async function run(
  store: Store,
  service: Service,
  action: Action,
  input: unknown,
  call: Call,
  trace?: Trace,
): Promise<object> {
  trace?.enter('wait');
  if (action.kind === 'read') {
    const work = (tx: Reader) => action.perform(tx as Writer, input, call);
    return store.read(trace?.around(work) ?? work);
  }
  const work = (tx: Writer) => once(tx, service, action, input, call);
  try {
    return await store.write(trace?.around(work) ?? work);
  } catch (error) {
    if (error instanceof UniqueViolation || error instanceof WriteConflict) {
      refuse(service.writeRefusals.conflict);
    }
    throw error;
  }
}

/** A day. Ours: the vendor does not say how long a token is remembered. */
const TOKEN_LIFETIME = 24 * 3600 * 1000;
const FORGET_AT_ONCE = 20;

/** Performs the action, or repeats the answer that its ClientToken got before. */
async function once(
  tx: Writer,
  service: Service,
  action: Action,
  input: unknown,
  call: Call,
): Promise<object> {
  const token = (input as { ClientToken?: string }).ClientToken;
  if (token === undefined) return perform(tx, action, input, call);
  const key = {
    account_id: call.accountId,
    region: call.region.id,
    action: `${service.name}:${action.name}`,
    token,
  };
  const fingerprint = createHash('sha256').update(JSON.stringify(input)).digest('hex');
  const forgotten = tx.now - TOKEN_LIFETIME;
  const before = await tx.first(tokenAnswer, key);
  if (before !== undefined && before.created_at > forgotten) {
    if (before.fingerprint !== fingerprint) {
      refuse(service.writeRefusals.idempotentParameterMismatch);
    }
    return fromKept(action, before.answer);
  }
  const answer = await perform(tx, action, input, call);
  await tx.run(forgetTokens, { until: forgotten, most: FORGET_AT_ONCE });
  if (before !== undefined) await tx.run(forgetToken, key);
  await tx.insert('client_token', {
    ...key,
    fingerprint,
    answer: toKeep(action, answer),
    created_at: tx.now,
  });
  return answer;
}

/** Performs the action and names the task in its answer, where it has one. */
async function perform(tx: Writer, action: Action, input: unknown, call: Call): Promise<object> {
  const answer = await action.perform(tx, input, call);
  const { asyncTaskId } = call;
  return asyncTaskId === undefined ? answer : { ...answer, AsyncTaskId: asyncTaskId };
}

type TokenKey = Pick<ClientTokenRow, 'account_id' | 'region' | 'action' | 'token'>;

const tokenAnswer = query((db, p: TokenKey) =>
  db
    .selectFrom('client_token')
    .select(['fingerprint', 'answer', 'created_at'])
    .where('account_id', '=', p.account_id)
    .where('region', '=', p.region)
    .where('action', '=', p.action)
    .where('token', '=', p.token),
);

const forgetToken = query((db, p: TokenKey) =>
  db
    .deleteFrom('client_token')
    .where('account_id', '=', p.account_id)
    .where('region', '=', p.region)
    .where('action', '=', p.action)
    .where('token', '=', p.token),
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
