import type { Budget } from '../budget.ts';
import { Semaphore } from '../semaphore.ts';

/** Shares of the connections, in parts of ten. */
const FOR_READS = 2;
const FOR_LOCK_WAITS = 2;
/**
 * After so many conflicts a transaction is tried while no other retry runs; then while no other
 * write of this process runs.
 */
const ONE_BY_ONE_FROM = 2;
const ALONE_FROM = 5;

/**
 * Who may use a connection when. Reads, writes and those that wait for a locked row each have
 * connections that the others cannot take, so that a row which somebody holds for minutes stops
 * neither reads nor writes elsewhere.
 */
export class Lanes {
  /** Reads may use every connection that is free. */
  readonly #connections: Semaphore;
  readonly #writes: Semaphore;
  readonly #lockWaits: Semaphore;
  /** Writes that conflicted with others are tried again one at a time. */
  readonly #retries = new Semaphore(1);
  /**
   * Commits are not answered: writes go one at a time until one is, since each may leave a session
   * behind that hangs in the server.
   */
  cautious = false;

  constructor(connections: number) {
    const part = (tenths: number) => Math.max(1, Math.floor((connections * tenths) / 10));
    const lockWaits = part(FOR_LOCK_WAITS);
    this.#connections = new Semaphore(connections);
    this.#lockWaits = new Semaphore(lockWaits);
    this.#writes = new Semaphore(Math.max(1, connections - part(FOR_READS) - lockWaits));
  }

  get waiting(): number {
    const all = [this.#connections, this.#writes, this.#lockWaits, this.#retries];
    return all.reduce((sum, { waiting }) => sum + waiting, 0);
  }

  /** Each throws OutOfTime when the budget is used up before the work begins. */
  read<T>(work: () => Promise<T>, budget: Budget): Promise<T> {
    return this.#connections.hold(work, budget);
  }

  /** The more often a write conflicted, the fewer of this process run beside it. */
  write<T>(work: () => Promise<T>, budget: Budget, conflicts: number): Promise<T> {
    const connected = () => this.#connections.hold(work, budget);
    if (conflicts < ONE_BY_ONE_FROM && !this.cautious) return this.#writes.hold(connected, budget);
    const wants = conflicts < ALONE_FROM ? 1 : this.#writes.permits;
    return this.#retries.hold(() => this.#writes.hold(connected, budget, wants), budget);
  }

  /** For a write that waits for a row which somebody holds. */
  lockWait<T>(work: () => Promise<T>, budget: Budget): Promise<T> {
    return this.#lockWaits.hold(() => this.#connections.hold(work, budget), budget);
  }
}
