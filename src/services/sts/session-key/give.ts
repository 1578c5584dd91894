import type { Context } from '#core/context.ts';
import { query } from '#store/query.ts';
import type { SessionKeyRow } from '#store/schema/session-key.ts';
import type { Writer } from '#store/store.ts';
import type { Policy } from '#world/world.ts';
import { PREFIX } from './prefix.ts';

export interface SessionKeySpec {
  readonly accountId: string;
  readonly principal: { readonly id: string; readonly trn: string };
  /** Each of them must permit a call. */
  readonly policies: readonly Policy[];
  readonly seconds: number;
  /** The key of the world that it was made with, directly or not; '' for none. */
  readonly rootKeyId: string;
  /** The id of the role, where iam has made it. */
  readonly roleId?: string | undefined;
  /** The latest time at which it expires, in milliseconds since the epoch. */
  readonly notAfter?: number;
}

/** For a day, a client that uses an expired key is told that it has expired. Ours. */
const REMEMBERED = 24 * 3600 * 1000;
const FORGET_AT_ONCE = 20;

/** Makes a temporary key, and deletes some that expired long ago. */
export async function giveSessionKey(
  tx: Writer,
  { ids }: Pick<Context, 'ids'>,
  spec: SessionKeySpec,
): Promise<SessionKeyRow> {
  const {
    accountId,
    principal,
    policies,
    seconds,
    rootKeyId,
    roleId = '',
    notAfter = Infinity,
  } = spec;
  await tx.run(forgetKeys, { until: tx.now - REMEMBERED, most: FORGET_AT_ONCE });
  const key: SessionKeyRow = {
    id: PREFIX + ids.random(22).toString('hex'),
    account_id: accountId,
    secret_access_key: ids.random(30).toString('base64url'),
    session_token: `STS${ids.random(60).toString('base64url')}`,
    principal_id: principal.id,
    principal_trn: principal.trn,
    policies: JSON.stringify(policies),
    expires_at: Math.min(tx.now + seconds * 1000, notAfter),
    root_key_id: rootKeyId,
    role_id: roleId,
  };
  await tx.insert('session_key', key);
  return key;
}

const forgetKeys = query((db, p: { until: number; most: number }) =>
  db
    .deleteFrom('session_key')
    .where('id', 'in', (keys) =>
      keys
        .selectFrom('session_key')
        .select('id')
        .where('expires_at', '<=', p.until)
        .orderBy('expires_at')
        .limit(p.most),
    ),
);
