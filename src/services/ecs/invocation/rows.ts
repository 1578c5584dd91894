import { byId, type Owner, ownedToChange } from '#store/owned.ts';
import { listQuery, lockingQuery, query } from '#store/query.ts';
import type { InvocationResultRow } from '#store/schema/cloud-assistant.ts';
import type { Reader } from '#store/store.ts';

/** One of the caller's invocations, locked. */
export const ownInvocation = ownedToChange('invocation');

export const invocationById = byId('invocation');

/** What became of an invocation, by instance: 200 at most. */
export const resultsOf = query((db, p: { invocationId: string }) =>
  db
    .selectFrom('invocation_result')
    .selectAll()
    .where('invocation_id', '=', p.invocationId)
    .orderBy('instance_id'),
);

export const resultById = lockingQuery((db, p: { id: string }) =>
  db.selectFrom('invocation_result').selectAll().where('id', '=', p.id),
);

/** What has begun and goes on. */
export const begun = {
  status: 'Running',
  error_code: '',
  message: '',
  exit_code: 0,
  output: '',
  ended_at: 0,
};

export type ResultColumns = Omit<InvocationResultRow, 'id' | 'invocation_id' | 'instance_id'>;

export const writeResult = query((db, p: { id: string } & ResultColumns) =>
  db
    .updateTable('invocation_result')
    .set({
      status: p.status,
      error_code: p.error_code,
      message: p.message,
      exit_code: p.exit_code,
      output: p.output,
      intent_id: p.intent_id,
      started_at: p.started_at,
      ended_at: p.ended_at,
    })
    .where('id', '=', p.id),
);

export const deleteResults = query((db, p: { invocationId: string }) =>
  db.deleteFrom('invocation_result').where('invocation_id', '=', p.invocationId),
);

const statusesOf = listQuery((db, ids) =>
  db.selectFrom('instance').select(['id', 'status', 'account_id', 'region']).where('id', 'in', ids),
);

/** The statuses of those of the owner's instances that exist. */
export async function statusesOfInstances(
  tx: Reader,
  owner: Owner,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const rows = ids.length === 0 ? [] : await tx.allOf(statusesOf, ids);
  return new Map(
    rows
      .filter((row) => row.account_id === owner.account_id && row.region === owner.region)
      .map(({ id, status }) => [id, status]),
  );
}
