import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { Cable } from '../support/cable.ts';
import type { FromChild } from './messages.ts';
import type { Mutation } from './mutations.ts';
import type { Rack } from './rack.ts';

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
  readonly mutation?: Mutation | undefined;
}

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
  /** What no process should have met. */
  readonly faults: string[] = [];

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
    await Promise.all(vessels.map((vessel) => fleet.launch(vessel)));
    return fleet;
  }

  /** Starts the process; resolves when it listens. @throws when it ends before. */
  async launch(vessel: Vessel): Promise<void> {
    const { rack, mutation } = this.#options;
    const child = fork(new URL('./child.ts', import.meta.url).pathname, [], {
      execArgv: [],
      env: {
        ...process.env,
        HISTORY_STORE: vessel.cable.url,
        HISTORY_LEASE_MS: String(LEASE_MS),
        HISTORY_PACE: this.vessels.indexOf(vessel) % 2 === 1 ? SLOW_PACE : '',
        HISTORY_PLANE: rack ? 'rack' : '',
        HISTORY_MUTATION: mutation ?? '',
        // Starting is what takes the time: the sources are compiled once.
        NODE_COMPILE_CACHE: join(process.env.TENON_TEST_SCRATCH ?? '', 'compiled'),
      },
    });
    vessel.child = child;
    await new Promise<void>((done, failed) => {
      child.on('message', (message: FromChild) => {
        if (message.kind === 'listening') {
          vessel.host = message.host;
          done();
        } else this.#hear(vessel, child, message);
      });
      child.once('error', failed);
      child.once('exit', (code, signal) => {
        failed(new Error(`${vessel.name} ended with ${code ?? signal}`));
        if (vessel.child === child) vessel.host = undefined;
      });
    });
  }

  #hear(vessel: Vessel, child: ChildProcess, message: FromChild): void {
    if (message.kind === 'fault') this.faults.push(`${vessel.name}: ${message.text}`);
    if (message.kind !== 'call') return;
    this.#options.rack?.take(message.work, (answer) => {
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
