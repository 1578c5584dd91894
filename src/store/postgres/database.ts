import { DEFAULT_CONNECTIONS } from '../connections.ts';
import type { Migration } from '../migrations/columns.ts';
import { StoreUnavailable } from '../store.ts';
import { tooNewFor } from '../version.ts';
import { openPool, type PostgresPool } from './connection.ts';
import { inStoresWords } from './failures.ts';
import { migrate, readVersion } from './schema.ts';
import { examine } from './session.ts';

/** The driver's types do not know the time-out of a single query. */
const ENGINE_TIME: { readonly text: string } = {
  text: 'select (extract(epoch from clock_timestamp()) * 1000)::float8 as now',
  query_timeout: 5_000,
} as { readonly text: string };

export interface DatabaseOptions {
  /** `postgres://user:password@host:port/database`. */
  readonly url: string;
  /** The most connections of the pool. */
  readonly connections?: number;
  readonly schema: readonly Migration[];
}

/** The database behind a store: its connections, its schema and what the server says of itself. */
export class Database {
  readonly #options: DatabaseOptions;
  #pool: Promise<PostgresPool> | undefined;

  constructor(options: DatabaseOptions) {
    this.#options = options;
  }

  /** Connects, and brings the schema up to date, once. @throws StoreUnavailable, and may be tried again. */
  open(): Promise<PostgresPool> {
    this.#pool ??= this.#connect().catch((error) => {
      this.#pool = undefined;
      throw inStoresWords(error);
    });
    return this.#pool;
  }

  /** The server's clock, in milliseconds. */
  async now(): Promise<number> {
    try {
      const { client } = await (await this.open()).take();
      const answer = client.query(ENGINE_TIME);
      answer.then(
        () => client.release(),
        () => client.release(true),
      );
      return (await answer).rows[0]?.now;
    } catch (error) {
      throw inStoresWords(error);
    }
  }

  /**
   * Why this process can no longer use it, if that is so: while it runs, newer ones may upgrade the
   * schema beyond what it knows. Looks, too, whether the server still takes changes.
   */
  async look(): Promise<StoreUnavailable | undefined> {
    const pool = await this.open();
    const connection = await pool.take();
    let whole = false;
    try {
      await examine(connection.client);
      const tooNew = tooNewFor(await readVersion(connection.client), this.#options.schema);
      whole = true;
      return tooNew === undefined
        ? undefined
        : new StoreUnavailable(tooNew, { cause: new Error(tooNew) });
    } catch (error) {
      if (error instanceof StoreUnavailable) pool.renew(connection);
      throw error;
    } finally {
      connection.client.release(!whole);
    }
  }

  /** Ends all connections, unless the first is not there when `late` is over. */
  async end(late: Promise<unknown>): Promise<void> {
    const none = late.then(() => undefined);
    const pool = await Promise.race([this.#pool?.catch(() => undefined), none]);
    await pool?.end();
  }

  async #connect(): Promise<PostgresPool> {
    const { url, connections = DEFAULT_CONNECTIONS, schema } = this.#options;
    const pool = await openPool(url, connections);
    // Creating an index on many rows takes long.
    const connection = await pool.connect('patient');
    try {
      await migrate(connection, schema);
    } finally {
      await connection.client.end();
    }
    return pool;
  }
}
