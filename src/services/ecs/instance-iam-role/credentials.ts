import type { Context } from '#core/context.ts';
import { roleById } from '#services/iam/role/rows.ts';
import { giveSessionKey } from '#services/sts/session-key/give.ts';
import { query } from '#store/query.ts';
import type { SessionKeyRow } from '#store/schema/session-key.ts';
import type { Reader, Writer } from '#store/store.ts';
import type { Policy, World } from '#world/world.ts';
import { ownRole } from './find-role.ts';
import { iamRoleOfInstance, keepSessionKey, lockedIamRole } from './rows.ts';

/** Ours: the vendor names no life. */
const LIFE_SECONDS = 6 * 3600;

/** The role of an instance, if the world still has it. */
export async function currentIamRole(
  tx: Reader,
  world: World,
  instanceId: string,
): Promise<string | undefined> {
  const row = await tx.first(iamRoleOfInstance, { id: instanceId });
  return row && (await ownRole(tx, { world, accountId: row.account_id }, row.role_name))?.name;
}

/**
 * The temporary key that an instance was given last, while more than half of its life is left, and the
 * role that it is of is there.
 */
export async function currentRoleKey(
  tx: Reader,
  instanceId: string,
): Promise<SessionKeyRow | undefined> {
  const key = await tx.first(keyOfInstance, { id: instanceId });
  const left = (key?.expires_at ?? 0) - tx.now;
  if (key === undefined || left <= (LIFE_SECONDS * 1000) / 2) return undefined;
  const ended = key.role_id !== '' && (await tx.first(roleById, { id: key.role_id })) === undefined;
  return ended ? undefined : key;
}

/**
 * A temporary key of the instance's role: the one that it was given last, while more than half of
 * its life is left, or a new one. Undefined when the instance has no such role.
 */
export async function giveRoleKey(
  tx: Writer,
  { world, ids }: Pick<Context, 'world' | 'ids'>,
  instanceId: string,
  roleName: string,
): Promise<SessionKeyRow | undefined> {
  const row = await tx.first(lockedIamRole, { id: instanceId });
  if (row?.role_name !== roleName) return undefined;
  const role = await ownRole(tx, { world, accountId: row.account_id }, roleName);
  if (role === undefined) return undefined;
  const current = await currentRoleKey(tx, instanceId);
  if (current !== undefined) return current;
  const key = await giveSessionKey(
    tx,
    { ids },
    {
      accountId: row.account_id,
      principal: {
        id: `${roleName}:${instanceId}`,
        trn: `trn:sts::${row.account_id}:assumed-role/${roleName}/${instanceId}`,
      },
      policies: [...(JSON.parse(row.policies) as Policy[]), ...role.policies],
      seconds: LIFE_SECONDS,
      // No key made it: it goes on when the key that bound the role has ended.
      rootKeyId: '',
      roleId: role.madeId,
    },
  );
  await tx.run(keepSessionKey, { id: instanceId, sessionKeyId: key.id });
  return key;
}

const keyOfInstance = query((db, p: { id: string }) =>
  db
    .selectFrom('instance_iam_role')
    .innerJoin('session_key', 'session_key.id', 'instance_iam_role.session_key_id')
    .selectAll('session_key')
    .where('instance_iam_role.id', '=', p.id),
);
