import type { Logger } from 'pino';
import type { Answered } from '#gateway/answered.ts';
import type { WrongProtocol } from '#gateway/connections.ts';
import type { PlaneRefused } from '#reconcile/plane-refused.ts';
import type { IntentRow } from '#store/schema.ts';
import { StoreUnavailable } from '#store/store.ts';
import { OutageLog } from './outage-log.ts';

/**
 * `error`: only faults; `info`: also a line for each request; `debug`: with the times of its
 * stages.
 */
export type LogLevel = 'silent' | 'error' | 'info' | 'debug';

type Written = 'error' | 'info';

const WRITTEN: Readonly<Record<LogLevel, readonly Written[]>> = {
  silent: [],
  error: ['error'],
  info: ['error', 'info'],
  debug: ['error', 'info'],
};

/**
 * What a server logs: JSON lines on standard error, or in a file. Most servers never write one: the
 * first line opens the log.
 */
export class ServerLog {
  readonly #written: readonly Written[];
  readonly #outage = new OutageLog();
  readonly #wrongProtocols = new Set<WrongProtocol>();
  readonly #file: string | undefined;
  #log: Promise<Logger> | undefined;

  constructor(level: LogLevel, file?: string) {
    this.#written = WRITTEN[level];
    this.#file = file;
  }

  answered({ fault, ...answered }: Answered): void {
    if (fault instanceof StoreUnavailable) this.#unavailable(fault, 1);
    else if (fault !== undefined) {
      this.#write('error', { ...fieldsOf(answered), err: fault }, 'internal error');
    } else if (answered.code === '') {
      const turnedAway = this.#outage.succeeded();
      if (turnedAway !== undefined) {
        this.#write('error', { turned_away: turnedAway }, 'requests are carried out again');
      }
    }
    if (this.#written.includes('info') && (fault === undefined || answered.status === 503)) {
      this.#write('info', fieldsOf(answered), 'answered');
    }
  }

  /** A step of a transition failed; without an intent, the store did. */
  fault(fault: unknown, intent?: IntentRow): void {
    if (fault instanceof StoreUnavailable) {
      this.#unavailable(fault, 0);
      return;
    }
    const fields = { kind: intent?.kind, resource_id: intent?.resource_id, err: fault };
    this.#write('error', fields, 'a transition failed and is tried again');
  }

  /** The data plane refused something, and what it was for is undone or waits. */
  planeRefusal({ kind, resourceId, reason }: PlaneRefused): void {
    const fields = { kind, resource_id: resourceId, reason };
    this.#write('error', fields, 'the data plane refuses');
  }

  /** The store needs attention, has failed or has recovered. */
  store(message: string, err?: unknown): void {
    this.#write('error', err === undefined ? {} : { err }, message);
  }

  /** Told once: such a client tries again and again. */
  wrongProtocol(protocol: WrongProtocol): void {
    if (this.#wrongProtocols.has(protocol)) return;
    this.#wrongProtocols.add(protocol);
    const instead =
      protocol === 'TLS'
        ? 'this port is plain HTTP: set its endpoint to http:// (VOLCENGINE_DISABLE_SSL=true), or serve with --tls'
        : 'this port has TLS: set its endpoint to https:// (VOLCENGINE_DISABLE_SSL=false)';
    this.#write('error', {}, `a client speaks ${protocol}, and ${instead}`);
  }

  #unavailable(fault: StoreUnavailable, requests: number): void {
    const reason = this.#outage.failed(fault, requests);
    if (reason !== undefined) this.#write('error', { reason }, 'the store is unavailable');
  }

  #write(level: Written, fields: object, message: string): void {
    if (!this.#written.includes(level)) return;
    this.#log ??= import('./log.ts').then(({ openLog }) => openLog(this.#file));
    void this.#log.then((log) => log[level](fields, message));
  }
}

/** Milliseconds, rounded to the microsecond. */
function fieldsOf({ identity, ms, ...rest }: Omit<Answered, 'fault'>): object {
  return { ...identity, ...rest, ...(ms !== undefined && { ms: Math.round(ms * 1000) / 1000 }) };
}
