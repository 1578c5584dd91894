import { hash } from 'node:crypto';
import { findAccount } from '#core/account.ts';
import type { Action, WriteAction } from '#core/action.ts';
import { type Context, ownerOf } from '#core/context.ts';
import { refuse } from '#core/refusal.ts';
import type { Service } from '#core/service.ts';
import { query } from '#store/query.ts';
import type { ClientTokenRow } from '#store/schema.ts';
import {
  type Isolation,
  type Reader,
  type Store,
  UniqueViolation,
  WriteConflict,
  type Writer,
} from '#store/store.ts';
import { fromKept, toKeep } from './kept-answer.ts';
import { gatewayRefusals } from './refusals.ts';
import type { Trace } from './trace.ts';

/** Performs a service's action in one transaction. @throws Refused, or the engine's fault. */
export async function run(
  store: Store,
  service: Service,
  action: Action,
  input: unknown,
  context: Context,
  trace?: Trace,
): Promise<object> {
  trace?.enter('wait');
  if (action.kind === 'read') {
    const work = (tx: Reader) => action.perform(tx, input, context);
    return store.read(trace?.around(work) ?? work);
  }
  const request = { service, action, input, context };
  const ready = action.prepare && (await prepare(store, request, action.prepare));
  if (ready?.answer !== undefined) return ready.answer;
  const work = (tx: Writer) => once(tx, request, ready?.prepared);
  try {
    return await store.write(trace?.around(work) ?? work, isolationOf(action, context));
  } catch (error) {
    if (error instanceof UniqueViolation || error instanceof WriteConflict) {
      refuse(service.writeRefusals.conflict);
    }
    throw error;
  }
}

/**
 * An account that the control API has made may be removed meanwhile; those of the world never are.
 */
function isolationOf({ isolation }: WriteAction, { world, accountId }: Context): Isolation {
  return world.account(accountId) === undefined ? 'serial' : isolation;
}

interface Request {
  readonly service: Service;
  readonly action: WriteAction;
  readonly input: unknown;
  readonly context: Context;
}

/**
 * Makes what the action needs before its transaction, unless the store shows that it will not be
 * needed, because the ClientToken already has an answer or the rules refuse.
 */
async function prepare(
  store: Store,
  request: Request,
  make: NonNullable<WriteAction['prepare']>,
): Promise<{ readonly answer?: object | undefined; readonly prepared?: unknown }> {
  const { action, input, context } = request;
  const answer = await store.read(async (tx) => {
    const key = tokenKey(request);
    const known = answered(tx, request, key && (await tx.first(tokenAnswer, key)));
    if (known === undefined) await action.check(tx, input, context);
    return known;
  });
  return answer === undefined ? { prepared: await make(input, context) } : { answer };
}

/** A day. Ours: the vendor does not say how long a token is remembered. */
const TOKEN_LIFETIME = 24 * 3600 * 1000;
const FORGET_AT_ONCE = 20;

/**
 * Performs the action and adds the id of its task to the answer if it has one, or repeats the earlier
 * answer to its ClientToken.
 */
async function once(tx: Writer, request: Request, prepared: unknown): Promise<object> {
  tx.mustTouch();
  const { scheduled } = request.context;
  if (scheduled !== undefined) scheduled.length = 0;
  const { world, accountId } = request.context;
  // The world's accounts are never removed.
  if (world.account(accountId) === undefined) await requireAccount(tx, request.context);
  const { action, input, context } = request;
  const key = tokenKey(request);
  const before = key && (await tx.first(tokenAnswer, key));
  const known = answered(tx, request, before);
  if (known !== undefined) return known;
  const performed = await action.perform(tx, input, context, prepared);
  const { asyncTaskId } = context;
  const answer = asyncTaskId === undefined ? performed : { ...performed, AsyncTaskId: asyncTaskId };
  if (key === undefined) return answer;
  await tx.run(forgetTokens, { until: tx.now - TOKEN_LIFETIME, most: FORGET_AT_ONCE });
  if (before !== undefined) await tx.run(forgetToken, key);
  await tx.insert('client_token', {
    ...key,
    fingerprint: fingerprintOf(request.input),
    answer: toKeep(request.action, answer),
    created_at: tx.now,
  });
  return answer;
}

/**
 * The control API may have removed the account since the request was signed: nothing may be written
 * for it any more.
 */
async function requireAccount(tx: Reader, { world, accountId, caller }: Context): Promise<void> {
  if ((await findAccount(tx, world, accountId)) !== undefined) return;
  refuse(gatewayRefusals.InvalidAccessKey, caller?.accessKeyId ?? '');
}

/**
 * The earlier answer to the request's ClientToken, if it is still valid. @throws Refused when the
 * token belongs to a different request.
 */
function answered(
  { now }: Reader,
  request: Request,
  before: Pick<ClientTokenRow, 'fingerprint' | 'answer' | 'created_at'> | undefined,
): object | undefined {
  if (before === undefined || before.created_at <= now - TOKEN_LIFETIME) return undefined;
  if (before.fingerprint !== fingerprintOf(request.input)) {
    refuse(request.service.writeRefusals.idempotentParameterMismatch);
  }
  return fromKept(request.action, before.answer);
}

function tokenKey({ service, action, input, context }: Request): TokenKey | undefined {
  const token = (input as { ClientToken?: string }).ClientToken;
  if (token === undefined) return undefined;
  return { ...ownerOf(context), action: `${service.name}:${action.name}`, token };
}

const fingerprintOf = (input: unknown) => hash('sha256', JSON.stringify(input));

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
