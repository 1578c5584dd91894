import { hash } from 'node:crypto';
import type { Ids } from '#platform/ids.ts';
import { query } from '#store/query.ts';
import type { IntentRow } from '#store/schema.ts';
import type { Reader, Writer } from '#store/store.ts';
import type { Context } from './context.ts';

/**
 * The task behind an answer's `AsyncTaskId`. Its id is the id of the intent that the action wrote:
 * a task runs as long as its intent exists, and only a failed task gets a row. Since most tasks
 * have no row, an id must prove by itself that it was given out: its last characters are a checksum
 * of the others and of the owner.
 *
 * The answer's shape is the SDKs' (vpc, GetAsyncTaskStatus); the values are ours.
 */
export type AsyncTaskStatus = 'Running' | 'Succeeded' | 'Failed';

const PREFIX = 'task';
const BODY = 17;
const CHECK = 8;

/** A day. Ours: the vendor does not say how long a task is remembered. */
const LIFETIME = 24 * 3600 * 1000;
const FORGET_AT_ONCE = 4;

type TaskOwner = Pick<Context, 'accountId' | 'region'>;

/** A new task id for the caller: `task-` and 25 characters. */
export function taskId(ids: Ids, owner: TaskOwner): string {
  const body = ids.resource(PREFIX, BODY);
  return body + checkOf(body, owner);
}

/** Undefined when no such task was given out to the caller. */
export async function taskStatus(
  tx: Reader,
  owner: TaskOwner,
  id: string,
): Promise<AsyncTaskStatus | undefined> {
  const body = id.slice(0, -CHECK);
  if (!body.startsWith(`${PREFIX}-`) || id !== body + checkOf(body, owner)) return undefined;
  if ((await tx.first(failedTask, { id })) !== undefined) return 'Failed';
  return (await tx.first(runningTask, { id })) === undefined ? 'Succeeded' : 'Running';
}

/** Records that the work of an intent was not done. */
export async function failTask(
  tx: Writer,
  { id, account_id }: Pick<IntentRow, 'id' | 'account_id'>,
): Promise<void> {
  if (!id.startsWith(`${PREFIX}-`)) return;
  await tx.run(forgetTasks, { until: tx.now - LIFETIME, most: FORGET_AT_ONCE });
  await tx.insert('failed_task', { id, account_id, created_at: tx.now });
}

/** Hexadecimal digits are within the alphabet of ids. */
function checkOf(body: string, { accountId, region }: TaskOwner): string {
  return hash('sha256', `${accountId}/${region.id}/${body}`).slice(0, CHECK);
}

const failedTask = query((db, p: { id: string }) =>
  db.selectFrom('failed_task').select('id').where('id', '=', p.id),
);

const runningTask = query((db, p: { id: string }) =>
  db.selectFrom('intent').select('id').where('id', '=', p.id),
);

const forgetTasks = query((db, p: { until: number; most: number }) =>
  db
    .deleteFrom('failed_task')
    .where('id', 'in', (tasks) =>
      tasks
        .selectFrom('failed_task')
        .select('id')
        .where('created_at', '<=', p.until)
        .orderBy('created_at')
        .limit(p.most),
    ),
);
