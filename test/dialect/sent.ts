import pg from 'pg';
import { vi } from 'vitest';
import { callEverything } from '../scale/everything.ts';
import { dropDatabase, emptyDatabase } from '../support/postgres.ts';
import { startServer } from '../support/server.ts';

/**
 * Distributed databases sort by bytes. With this, so does PostgreSQL, and columns need no
 * collation.
 */
const BYTEWISE = `template template0 locale_provider libc locale 'C'`;

/**
 * Every statement that a server sends when it makes its schema, runs each action, and empties the
 * store. The database does not understand the statements of `refused`.
 */
export async function sentToPostgres(refused: readonly string[]): Promise<string[]> {
  const url = await emptyDatabase(BYTEWISE);
  const send = pg.Client.prototype.query as (...args: unknown[]) => unknown;
  const sent = new Set<string>();
  const spy = vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (
    this: pg.Client,
    ...args: unknown[]
  ) {
    const text = textOf(args[0]);
    sent.add(text);
    return send.apply(this, refused.includes(text) ? ['not understood'] : args);
  } as never);
  try {
    const server = await startServer({ store: url });
    await callEverything(server);
    await server.reset();
    await server.close();
    return [...sent];
  } finally {
    spy.mockRestore();
    await dropDatabase(url);
  }
}

function textOf(query: unknown): string {
  return typeof query === 'string' ? query : (query as { text: string }).text;
}
