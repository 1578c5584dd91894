import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Cable } from '../support/cable.ts';
import type { FromChild, ToChild } from './messages.ts';
import type { Mutation } from './mutations.ts';
import type { RealNics } from './real-nics.ts';
import type { SimulatedPlane } from './simulated-plane.ts';

/**
 * Shorter than the time for which processes are stopped, so that leases end, and so do transactions
 * that nobody goes on with.
 */
const LEASE_MS = 300;
const FORSAKEN_MS = 500;
/** Every other process lets transitions take a few milliseconds: what it begins, others may end. */
const SLOW_PACE = '0.005';

export interface FleetOptions {
  readonly url: string;
  readonly processes: number;
  /** Undefined: no data plane. */
  readonly simulated?: SimulatedPlane | undefined;
  /** Network namespaces, which the first process drives; the others leave the work to it. */
  readonly realNics?: RealNics | undefined;
  readonly mutation?: Mutation | undefined;
  /** By default shorter than the time for which processes are stopped. */
  readonly leaseMs?: number | undefined;
}

const LAUNCHES = 50;
const REST_MS = 100;

/** One process, and its way to the database. */
export interface Member {
  readonly name: string;
  readonly cable: Cable;
  /** Where it listens; undefined while it does not run. */
  host: string | undefined;
  child: ChildProcess | undefined;
}

/** Several identical processes on one database, each of which a test can kill, stop and cut off. */
export class Fleet {
  readonly members: readonly Member[];
  readonly #options: FleetOptions;
  /** Faults that no process should have. */
  readonly faults: string[] = [];
  /** What the data plane has refused, and why: no fault, but it may be why something else is one. */
  readonly refusals: string[] = [];

  /** The processes that faults strike. With real NICs it is only the one that drives them. */
  get victims(): readonly Member[] {
    return this.#options.realNics ? this.members.slice(0, 1) : this.members;
  }

  private constructor(options: FleetOptions, members: readonly Member[]) {
    this.#options = options;
    this.members = members;
  }

  static async start(options: FleetOptions): Promise<Fleet> {
    const url = `${options.url}?idle_in_transaction_session_timeout=${FORSAKEN_MS}`;
    const names = Array.from({ length: options.processes }, (_, n) => `p${n}`);
    const members = await Promise.all(
      names.map(async (name) => ({
        name,
        cable: await Cable.to(url),
        host: undefined,
        child: undefined,
      })),
    );
    const fleet = new Fleet(options, members);
    const [first, ...others] = members;
    // Whoever starts before a store has a data plane notices it a moment later.
    if (first && options.realNics) await fleet.launch(first);
    const rest = options.realNics ? others : members;
    await Promise.all(rest.map((member) => fleet.launch(member)));
    return fleet;
  }

  /** Starts the process, again where the database was not there; resolves when it listens. */
  async launch(member: Member): Promise<void> {
    for (let tries = 1; !(await this.#start(member)); tries += 1) {
      if (tries === LAUNCHES) throw new Error(`${member.name} does not start`);
      await sleep(REST_MS);
    }
  }

  /** Resolves to whether it came to listen before it ended. */
  #start(member: Member): Promise<boolean> {
    const { mutation, leaseMs = LEASE_MS } = this.#options;
    const child = fork(fileURLToPath(new URL('./child.ts', import.meta.url)), [], {
      execArgv: [],
      // If it ends while it starts, the reason is that the database is not there.
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: {
        ...process.env,
        HISTORY_STORE: member.cable.url,
        HISTORY_LEASE_MS: String(leaseMs),
        HISTORY_PACE: this.members.indexOf(member) % 2 === 1 ? SLOW_PACE : '',
        ...this.#planeOf(member),
        HISTORY_MUTATION: mutation ?? '',
        // Starting takes most of the time, so the sources are compiled once.
        NODE_COMPILE_CACHE: join(process.env.TENON_TEST_SCRATCH ?? '', 'compiled'),
      },
    });
    member.child = child;
    let said = '';
    child.stderr?.on('data', (text) => {
      said += text;
    });
    return new Promise((started, failed) => {
      child.on('message', (message: FromChild) => {
        if (message.kind === 'listening') {
          member.host = message.host;
          started(true);
        } else this.#hear(member, child, message);
      });
      child.once('error', failed);
      child.once('exit', (code) => {
        const ran = member.host !== undefined && member.child === child;
        if (ran) this.faults.push(`${member.name} ended by itself: ${said}`);
        else if (code !== null && !/StoreUnavailable|StoreBusy/.test(said)) failed(new Error(said));
        if (ran) member.host = undefined;
        started(false);
      });
    });
  }

  #planeOf(member: Member): NodeJS.ProcessEnv {
    const { simulated, realNics } = this.#options;
    if (realNics === undefined) return { HISTORY_PLANE: simulated ? 'simulated' : '' };
    if (member !== this.members[0]) return { HISTORY_PLANE: '' };
    const { planeId, folder } = realNics;
    return {
      HISTORY_PLANE: 'namespaces',
      HISTORY_PLANE_ID: planeId,
      HISTORY_PLANE_FOLDER: folder,
    };
  }

  #hear(member: Member, child: ChildProcess, message: FromChild): void {
    if (message.kind === 'fault') this.faults.push(`${member.name}: ${message.text}`);
    if (message.kind === 'refused') this.refusals.push(`${member.name}: ${message.text}`);
    const { simulated, realNics } = this.#options;
    if (message.kind === 'did') {
      realNics?.did(message.deed);
      if (child.connected) child.send({ id: message.id, answer: 'done' } as ToChild, () => {});
    }
    if (message.kind === 'look' && simulated !== undefined) {
      const answer: ToChild = { id: message.id, answer: 'done', inventory: simulated.inventory };
      child.send(answer, () => {});
    }
    if (message.kind !== 'call') return;
    simulated?.take(message.work, (answer) => {
      if (child.connected) child.send({ id: message.id, answer }, () => {});
    });
  }

  /** Kills the process as `kill -9` does; resolves when it is dead. */
  async kill(member: Member): Promise<void> {
    const { child } = member;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const dead = new Promise((done) => child.once('exit', done));
    member.host = undefined;
    child.kill('SIGKILL');
    await dead;
  }

  async end(): Promise<void> {
    for (const member of this.members) await this.kill(member);
    for (const { cable } of this.members) await cable.remove();
  }
}
