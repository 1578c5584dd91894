import type { Client } from 'pg';
import { systemClock } from '#platform/clock.ts';
import type { Connection } from './connection.ts';

const CHANNEL = 'tenon_intents';
/** Others hear of new intents at most this often. */
const QUIET_MS = 20;
/** What nobody was told of is found by looking. */
const POLL_MS = 1_000;

/**
 * Tells the other processes on the store of intents, and hears of theirs. It is a matter of speed
 * alone: databases without LISTEN, poolers, lost connections and lost messages are made up for by
 * polling.
 * Notifications are sent outside of the transactions that leave intents: in PostgreSQL, those that
 * notify commit one after the other.
 */
export class IntentNotifier {
  readonly #connect: () => Promise<Connection<Client>>;
  readonly #heard: (dueAt: number | undefined) => void;
  #client: Client | undefined;
  #processId: number | undefined;
  #earliest: number | undefined;
  #closed = false;
  #callOffPoll: () => void = () => {};
  #callOffRest: () => void = () => {};
  #connecting: Promise<void> | undefined;
  /** Behind a pooler a LISTEN goes to whatever session of the server happens to be free. */
  #pooled = false;

  /** `heard` is told when the earliest new intent is due; undefined when it had better look. */
  constructor(
    connect: () => Promise<Connection<Client>>,
    heard: (dueAt: number | undefined) => void,
  ) {
    this.#connect = connect;
    this.#heard = heard;
  }

  start(): void {
    this.#poll();
    this.#connecting = this.#listen();
  }

  /** Tells the others, soon. */
  tell(dueAt: number): void {
    if (this.#earliest === undefined) {
      this.#callOffRest = systemClock.wakeAfter(QUIET_MS, () => this.#send());
    }
    this.#earliest = Math.min(this.#earliest ?? dueAt, dueAt);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#callOffPoll();
    this.#callOffRest();
    await this.#connecting;
    await this.#client?.end().catch(() => {});
  }

  #poll(): void {
    this.#callOffPoll = systemClock.wakeAfter(POLL_MS, () => {
      this.#heard(undefined);
      if (this.#client === undefined && this.#connecting === undefined && !this.#pooled) {
        this.#connecting = this.#listen();
      }
      if (!this.#closed) this.#poll();
    });
  }

  async #listen(): Promise<void> {
    try {
      const { client, session } = await this.#connect();
      this.#pooled = session.pooled;
      if (this.#pooled) return await client.end();
      client.on('notification', ({ processId, payload }) => {
        if (processId !== this.#processId) this.#heard(Number(payload));
      });
      client.on('end', () => {
        this.#client = undefined;
      });
      const { rows } = await client.query('select pg_backend_pid() as pid');
      this.#processId = rows[0]?.pid;
      await client.query(`listen ${CHANNEL}`);
      this.#client = client;
    } catch {
      // The next poll tries again.
    } finally {
      this.#connecting = undefined;
    }
  }

  #send(): void {
    const dueAt = this.#earliest;
    this.#earliest = undefined;
    if (dueAt === undefined) return;
    this.#client?.query('select pg_notify($1, $2)', [CHANNEL, String(dueAt)]).catch(() => {});
  }
}
