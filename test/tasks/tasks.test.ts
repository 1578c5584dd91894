import { afterEach, describe, expect, it } from 'vitest';
import { query } from '#store/query.ts';
import type { IntentRow, ResourceTable } from '#store/schema.ts';
import type { Writer } from '#store/store.ts';
import { SERVICES } from '#test/support/services.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { CALLS, makeOn } from './calls.ts';

/** What becomes of the task of each action that names one. */

const LONG_MS = 600_000;
const ACTIONS = SERVICES.flatMap(({ actions }) => actions).filter(({ asyncTask }) => asyncTask);

let server: TestServer;

it('has a call of every action whose answer names a task', () => {
  const what = 'add a call of the action to test/tasks/calls.ts';
  expect(Object.keys(CALLS).sort(), what).toEqual(ACTIONS.map(({ name }) => name).sort());
});

const status = async (AsyncTaskId: string) =>
  (await server.client.ok('vpc', 'GetAsyncTaskStatus', { AsyncTaskId })).AsyncTaskStatus;

/** The task of a call, and the transition that it began, if any. */
async function begin(action: string): Promise<{ id: string; intent: IntentRow | undefined }> {
  const call = CALLS[action];
  if (call === undefined) throw new Error(`add a call of ${action} to test/tasks/calls.ts`);
  const input = await call(makeOn(server));
  const { AsyncTaskId: id } = await server.client.ok('vpc', action, input);
  return { id, intent: await server.store.read((tx) => tx.first(intentOf, { id })) };
}

const intentOf = query((db, p: { id: string }) =>
  db.selectFrom('intent').selectAll().where('id', '=', p.id),
);

/**
 * The table that a kind of transition is about: `network_interface` for `network-interface.attach`.
 */
const tableOf = ({ kind }: IntentRow) =>
  kind.slice(0, kind.indexOf('.')).replaceAll('-', '_') as ResourceTable;

/** Changes the resource whose transition has begun. */
async function takeAway(
  intent: IntentRow | undefined,
  change: (tx: Writer, table: ResourceTable, id: string) => Promise<void>,
): Promise<void> {
  if (intent === undefined) throw new Error('nothing has begun');
  await server.store.write((tx) => change(tx, tableOf(intent), intent.resource_id));
}

describe.each(ACTIONS.map(({ name }) => name))('the task of %s', (action) => {
  afterEach(() => server.close());

  it('succeeds, or fails when its resource is taken away, and says so once and for all', async () => {
    server = await startServer({ transitions: 'manual' });
    const untouched = await begin(action);
    if (untouched.intent === undefined) {
      expect(await status(untouched.id)).toBe('Succeeded');
      return;
    }
    expect(await status(untouched.id)).toBe('Running');
    await server.advance(LONG_MS);
    expect(await status(untouched.id)).toBe('Succeeded');

    const moved = await begin(action);
    await takeAway(moved.intent, (tx, table, id) => tx.update(table, id, { status: 'Elsewhere' }));
    await server.advance(LONG_MS);
    expect(await status(moved.id)).toBe('Failed');

    const removed = await begin(action);
    await takeAway(removed.intent, (tx, table, id) => tx.remove(table, id));
    await server.advance(LONG_MS);
    // A deletion wants the resource gone, so it succeeds no matter who removed it.
    const isEnd = untouched.intent.kind.endsWith('.delete');
    expect(await status(removed.id)).toBe(isEnd ? 'Succeeded' : 'Failed');
    expect(await status(moved.id)).toBe('Failed');
  });
});
