import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Cable } from '../support/cable.ts';
import type { FromChild, ToChild } from './messages.ts';
import type { Mutation } from './mutations.ts';
import type { Rack } from './rack.ts';
import type { RealNics } from './real-nics.ts';

/** Shorter than what processes are stopped for: leases end, and so do forsaken transactions. */
const LEASE_MS = 300;
const FORSAKEN_MS = 500;
/** Every other process lets transitions take a few milliseconds: what it begins, others may end. */
const SLOW_PACE = '0.005';

export interface FleetOptions {
  readonly url: string;
  readonly processes: number;
  /** Undefined: no data plane. */
  readonly rack?: Rack | undefined;
  /** Network namespaces, which the first process drives; the others leave the work to it. */
  readonly realNics?: RealNics | undefined;
  readonly mutation?: Mutation | undefined;
}

const LAUNCHES = 50;
const REST_MS = 100;

/** One process, and its way to the database. */
export interface Vessel {
  readonly name: string;
  readonly cable: Cable;
  /** Where it listens; undefined while it does not run. */
  host: string | undefined;
  child: ChildProcess | undefined;
}

/** Several identical processes on one database, each of which a test can kill, stop and cut off. */
export class Fleet {
  readonly vessels: readonly Vessel[];
  readonly #options: FleetOptions;
  /** Faults that no process should have. */
  readonly faults: string[] = [];
  /** What the data plane has refused, and why: no fault, but it may be why something else is one. */
  readonly refusals: string[] = [];

  /** Whom faults meet. What happens to those that leave the work to others is tried without. */
  get victims(): readonly Vessel[] {
    return this.#options.realNics ? this.vessels.slice(0, 1) : this.vessels;
  }

  private constructor(options: FleetOptions, vessels: readonly Vessel[]) {
    this.#options = options;
    this.vessels = vessels;
  }

  static async start(options: FleetOptions): Promise<Fleet> {
    const url = `${options.url}?idle_in_transaction_session_timeout=${FORSAKEN_MS}`;
    const names = Array.from({ length: options.processes }, (_, n) => `p${n}`);
    const vessels = await Promise.all(
      names.map(async (name) => ({
        name,
        cable: await Cable.to(url),
        host: undefined,
        child: undefined,
      })),
    );
    const fleet = new Fleet(options, vessels);
    const [first, ...others] = vessels;
    // Whoever starts before a store has a data plane notices it a moment later.
    if (first && options.realNics) await fleet.launch(first);
    const rest = options.realNics ? others : vessels;
    await Promise.all(rest.map((vessel) => fleet.launch(vessel)));
    return fleet;
  }

  /** Starts the process, again where the database was not there; resolves when it listens. */
  async launch(vessel: Vessel): Promise<void> {
    for (let tries = 1; !(await this.#start(vessel)); tries += 1) {
      if (tries === LAUNCHES) throw new Error(`${vessel.name} does not start`);
      await sleep(REST_MS);
    }
  }

  /** Resolves to whether it came to listen before it ended. */
  #start(vessel: Vessel): Promise<boolean> {
    const { mutation } = this.#options;
    const child = fork(fileURLToPath(new URL('./child.ts', import.meta.url)), [], {
      execArgv: [],
      // If it ends while it starts, the reason is that the database is not there.
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: {
        ...process.env,
        HISTORY_STORE: vessel.cable.url,
        HISTORY_LEASE_MS: String(LEASE_MS),
        HISTORY_PACE: this.vessels.indexOf(vessel) % 2 === 1 ? SLOW_PACE : '',
        ...this.#planeOf(vessel),
        HISTORY_MUTATION: mutation ?? '',
        // Starting takes most of the time, so the sources are compiled once.
        NODE_COMPILE_CACHE: join(process.env.TENON_TEST_SCRATCH ?? '', 'compiled'),
      },
    });
    vessel.child = child;
    let said = '';
    child.stderr?.on('data', (text) => {
      said += text;
    });
    return new Promise((started, failed) => {
      child.on('message', (message: FromChild) => {
        if (message.kind === 'listening') {
          vessel.host = message.host;
          started(true);
        } else this.#hear(vessel, child, message);
      });
      child.once('error', failed);
      child.once('exit', (code) => {
        const ran = vessel.host !== undefined && vessel.child === child;
        if (ran) this.faults.push(`${vessel.name} ended by itself: ${said}`);
        else if (code !== null && !/StoreUnavailable/.test(said)) failed(new Error(said));
        if (ran) vessel.host = undefined;
        started(false);
      });
    });
  }

  #planeOf(vessel: Vessel): NodeJS.ProcessEnv {
    const { rack, realNics } = this.#options;
    if (realNics === undefined) return { HISTORY_PLANE: rack ? 'rack' : '' };
    if (vessel !== this.vessels[0]) return { HISTORY_PLANE: '' };
    const { planeId, folder } = realNics;
    return {
      HISTORY_PLANE: 'namespaces',
      HISTORY_PLANE_ID: planeId,
      HISTORY_PLANE_FOLDER: folder,
    };
  }

  #hear(vessel: Vessel, child: ChildProcess, message: FromChild): void {
    if (message.kind === 'fault') this.faults.push(`${vessel.name}: ${message.text}`);
    if (message.kind === 'refused') this.refusals.push(`${vessel.name}: ${message.text}`);
    const { rack, realNics } = this.#options;
    if (message.kind === 'did') {
      realNics?.did(message.deed);
      if (child.connected) child.send({ id: message.id, answer: 'done' } as ToChild, () => {});
    }
    if (message.kind === 'look' && rack !== undefined) {
      const answer: ToChild = { id: message.id, answer: 'done', inventory: rack.inventory };
      child.send(answer, () => {});
    }
    if (message.kind !== 'call') return;
    rack?.take(message.work, (answer) => {
      if (child.connected) child.send({ id: message.id, answer }, () => {});
    });
  }

  /** Kills the process as `kill -9` does; resolves when it is dead. */
  async kill(vessel: Vessel): Promise<void> {
    const { child } = vessel;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const dead = new Promise((done) => child.once('exit', done));
    vessel.host = undefined;
    child.kill('SIGKILL');
    await dead;
  }

  async end(): Promise<void> {
    for (const vessel of this.vessels) await this.kill(vessel);
    for (const { cable } of this.vessels) await cable.remove();
  }
}
