import type { Client } from 'pg';
import { systemClock } from '#platform/clock.ts';
import { type Connection, endOrCut } from './connection.ts';

const CHANNEL = 'tenon_intents';
/** Other processes are notified of new intents at most this often. */
const QUIET_MS = 20;
/** Polling finds what no notification announced. */
const POLL_MS = 1_000;

/**
 * Tells the other processes on the store about new intents, and hears about theirs. It only makes
 * things faster: polling makes up for databases without LISTEN, poolers, lost connections and lost
 * messages. Notifications are sent outside the transactions that write intents, because PostgreSQL
 * commits transactions that notify one after the other.
 */
export class IntentNotifier {
  readonly #connect: () => Promise<Connection<Client>>;
  readonly #heard: (dueAt: number | undefined) => void;
  #client: Client | undefined;
  /** Whether the database has understood LISTEN. Where it does not, nobody hears a notification. */
  #listening = false;
  #processId: number | undefined;
  #earliest: number | undefined;
  #closed = false;
  #callOffPoll: () => void = () => {};
  #callOffRest: () => void = () => {};
  #connecting: Promise<void> | undefined;
  /** Behind a pooler, LISTEN reaches whichever session of the server happens to be free. */
  #pooled = false;

  /**
   * `heard` is called with the time when the earliest new intent is due, or undefined when it
   * should look for itself.
   */
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

  /** Tells the other processes, soon. */
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
    // A connection that is only being made is cut once it is there.
    if (this.#client !== undefined) await cut(this.#client);
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
      if (this.#pooled || this.#closed) return await cut(client);
      this.#client = client;
      client.on('notification', ({ processId, payload }) => {
        if (processId !== this.#processId) this.#heard(Number(payload));
      });
      client.on('end', () => {
        this.#client = undefined;
        this.#listening = false;
      });
      const { rows } = await client.query('select pg_backend_pid() as pid');
      this.#processId = rows[0]?.pid;
      await client.query(`listen ${CHANNEL}`);
      this.#listening = true;
    } catch {
      // The next poll tries again.
      if (this.#client !== undefined) await cut(this.#client);
    } finally {
      this.#connecting = undefined;
    }
  }

  #send(): void {
    const dueAt = this.#earliest;
    this.#earliest = undefined;
    if (dueAt === undefined || !this.#listening) return;
    this.#client?.query('select pg_notify($1, $2)', [CHANNEL, String(dueAt)]).catch(() => {});
  }
}

const cut = (client: Client) => endOrCut(() => client.end(), new Set([client]));
