import { systemClock } from '#platform/clock.ts';
import { waitForAll } from '#platform/wait-for-all.ts';
import type { Budget } from '../budget.ts';
import type { Writer } from '../store.ts';
import type { Hooks } from './attempts.ts';
import { GroupMember, MemberLocks, SharedReads } from './group-member.ts';
import { RowsTaken } from './lockable-row.ts';
import type { Retrying } from './retrying.ts';
import type { PostgresTransaction } from './transaction.ts';

const MEMBERS_AT_MOST = 64;
/** A group that takes longer may wait for a row, or for an answer: others go on beside it. */
const LONG_MS = 250;

interface Member {
  readonly work: (tx: Writer) => Promise<unknown>;
  readonly budget: Budget;
  readonly done: (value: unknown) => void;
  readonly failed: (reason: unknown) => void;
}

/**
 * What became of one in its group: `refused` when it failed before it had changed anything, `waits`
 * when a row that it must lock was another's.
 */
type Outcome = { readonly value: unknown } | 'refused' | 'waits';

/**
 * Has writes that come while others are under way share a transaction: its round trips, its commit
 * with the sync of the disk, and one change of each row where they meet. Nobody waits for others to
 * come, and a group waits for no row that one of it must lock before its end: that one is done alone.
 * The failure of one undoes no other: what fails is done again alone, and where it has changed something
 * already, so are the others of its group.
 */
export class GroupCommit {
  readonly #retrying: Retrying;
  readonly #hooks: Hooks;
  readonly #waiting: Member[] = [];
  /** How many more groups may go on. */
  #free: number;

  /** @param atOnce how many groups may go on beside each other. */
  constructor(retrying: Retrying, hooks: Hooks, atOnce: number) {
    this.#retrying = retrying;
    this.#hooks = hooks;
    this.#free = atOnce;
  }

  /** How many wait for a group to end. */
  get waiting(): number {
    return this.#waiting.length;
  }

  run<T>(work: (tx: Writer) => Promise<T>): Promise<T> {
    return this.#retrying.budgeted(
      (budget) =>
        new Promise<T>((done, failed) => {
          this.#waiting.push({ work, budget, done: done as Member['done'], failed });
          if (this.#free === 0) return;
          this.#free -= 1;
          // With what else has arrived in this turn of the event loop.
          setImmediate(() => this.#next());
        }),
    );
  }

  #next(): void {
    const members = this.#waiting.splice(0, MEMBERS_AT_MOST);
    if (members.length === 0) {
      this.#free += 1;
      return;
    }
    let goneOn = false;
    const goOn = () => {
      if (goneOn) return;
      goneOn = true;
      callOff();
      this.#next();
    };
    const callOff = systemClock.wakeAfter(LONG_MS, goOn);
    void this.#together(members).finally(goOn);
  }

  async #together(members: readonly Member[]): Promise<void> {
    const [oldest] = members;
    if (oldest === undefined) return;
    const end = await this.#retrying.tryOnce(oldest.budget, 'guarded', (tx) =>
      this.#carryOut(tx, members),
    );
    for (const [at, member] of members.entries()) {
      const outcome = end.done ? end.value[at] : undefined;
      if (outcome === 'refused') void this.#alone(member, 'serial');
      else if (outcome === 'waits') void this.#alone(member, 'guarded');
      else if (outcome !== undefined) member.done(outcome.value);
      else if (!end.done && end.failure === 'unknown') member.failed(end.reason);
      else void this.#alone(member, 'guarded');
    }
  }

  #alone({ work, budget, done, failed }: Member, mode: 'serial' | 'guarded'): Promise<void> {
    return this.#retrying.runWithin(budget, mode, work).then(done, failed);
  }

  #carryOut(tx: PostgresTransaction, members: readonly Member[]): Promise<Outcome[]> {
    const reads = new SharedReads(tx);
    const locks = new MemberLocks();
    tx.writes = 0;
    return waitForAll(
      members.map(({ work }) => this.#carryOutOne(new GroupMember(tx, reads, locks), tx, work)),
    );
  }

  /** @throws what leaves nothing of the whole group. */
  async #carryOutOne(
    member: GroupMember,
    tx: PostgresTransaction,
    work: Member['work'],
  ): Promise<Outcome> {
    const { settle, observer } = this.#hooks;
    if (observer !== undefined) member.observe();
    try {
      const value = await work(member);
      await member.settle(settle);
      tx.adopt(member);
      return { value };
    } catch (error) {
      if (member.changed || tx.failure !== undefined) throw error;
      return error instanceof RowsTaken ? 'waits' : 'refused';
    }
  }
}
