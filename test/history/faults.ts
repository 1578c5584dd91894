import { setTimeout as sleep } from 'node:timers/promises';
import { Random } from '../fuzz/random.ts';
import type { PostgresServer } from '../support/postgres-server.ts';
import type { Fleet, Member } from './fleet.ts';

/** The process that a fault strikes. */
export interface Scene {
  readonly fleet: Fleet;
  readonly database: Pick<PostgresServer, 'start' | 'stop'>;
}

/** A fault, which is over when the promise resolves. */
export interface Fault {
  readonly name: string;
  readonly happen: (scene: Scene, member: Member, random: Random) => Promise<void>;
}

export const LOST_COMMITS: Fault = {
  name: 'connections are cut after a commit was sent, and before it was answered',
  happen: (_, member, random) => cutAtCommits(member, 'cutAfter', random),
};

export const STANDSTILL: Fault = {
  name: 'a process stops for longer than a lease and a forsaken transaction last',
  async happen(_, { child }, random) {
    child?.kill('SIGSTOP');
    await sleep(random.int(350, 800));
    child?.kill('SIGCONT');
  },
};

export const FAULTS: readonly Fault[] = [
  LOST_COMMITS,
  {
    name: 'a process is killed and started again',
    async happen({ fleet }, member) {
      // The process was killed a moment ago.
      if (member.host === undefined) return;
      await fleet.kill(member);
      await fleet.launch(member);
    },
  },
  STANDSTILL,
  {
    name: 'all connections of a process are cut',
    async happen(_, { cable }) {
      cable.cut();
    },
  },
  {
    name: 'connections are cut before a commit is passed on',
    happen: (_, member, random) => cutAtCommits(member, 'cutBefore', random),
  },
  {
    name: 'nothing goes through the connections of a process for a while',
    async happen(_, { cable }, random) {
      cable.stall();
      await sleep(random.int(100, 600));
      cable.flow();
    },
  },
  {
    name: 'a process cannot reach the database for a while',
    async happen(_, { cable }, random) {
      cable.open = false;
      cable.cut();
      await sleep(random.int(50, 400));
      cable.open = true;
    },
  },
  {
    name: 'the database is killed and started again',
    async happen({ database }) {
      await database.stop('at once');
      await database.start();
    },
  },
];

const COMMITS_MS = 300;
const COMMITS_SHARE = 0.3;

/** It affects some of the commits of the next moments, the clients' and the reconciler's. */
async function cutAtCommits(
  { cable }: Member,
  when: 'cutAfter' | 'cutBefore',
  random: Random,
): Promise<void> {
  cable[when] = (bytes) => bytes.includes('commit') && random.chance(COMMITS_SHARE);
  await sleep(COMMITS_MS);
  cable[when] = () => false;
}

const FAULTS_PER_BATCH = 3;

/** The faults of one batch, each after so many turns of its clients. */
export class FaultsOfBatch {
  /** The faults that have happened. */
  readonly names: string[] = [];
  readonly #planned: readonly { fault: Fault; at: number; random: Random }[];
  /** Each resolves to what went wrong with the fault itself. */
  readonly #open: Promise<unknown>[] = [];
  #turns = 0;

  /** From batch to batch all kinds of faults occur; the batch's number decides where and when. */
  constructor(faults: readonly Fault[], batch: number, turns: number) {
    this.#planned = Array.from({ length: FAULTS_PER_BATCH }, (_, n) => {
      const number = batch * FAULTS_PER_BATCH + n;
      const random = new Random(number);
      const fault = faults[number % faults.length] as Fault;
      return { fault, at: random.int(1, turns), random };
    });
  }

  turn(scene: Scene): void {
    this.#turns += 1;
    for (const { fault, at, random } of this.#planned) {
      if (at !== this.#turns) continue;
      this.names.push(fault.name);
      const happened = fault.happen(scene, random.pick(scene.fleet.victims), random);
      this.#open.push(happened.catch((error) => error));
    }
  }

  /** Resolves when all faults are over. */
  async over(): Promise<void> {
    const [failed] = (await Promise.all(this.#open)).filter(Boolean);
    if (failed) throw failed;
  }
}
