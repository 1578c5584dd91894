import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { systemClock } from '#platform/clock.ts';
import { randomIds } from '#platform/ids.ts';
import { loadNetwork } from '#reconcile/networks.ts';
import { networkOf } from '#services/vpc/vpc/network.ts';
import { openPostgres } from '#store/postgres/store.ts';
import { type Store, StoreUnavailable } from '#store/store.ts';
import { plantSeeds } from '#world/seed.ts';
import { Random } from '../fuzz/random.ts';
import { breaches } from '../support/invariants.ts';
import { administerDatabase } from '../support/postgres.ts';
import type { PostgresServer } from '../support/postgres-server.ts';
import { FAULTS, type Fault, FaultsOfBatch } from './faults.ts';
import { Fleet } from './fleet.ts';
import type { Mutation } from './mutations.ts';
import { RealNics } from './real-nics.ts';
import { Run } from './run.ts';
import { type Pace, SimulatedPlane } from './simulated-plane.ts';
import { LANES, seedsOf, WORLD } from './world.ts';

/** How many seeds run at the same time and meet the same faults. */
export const SEEDS_AT_ONCE = 10;
/** The batch that has the first seed; the environment can begin at a later one. */
export const FIRST_BATCH = Math.floor(Number(process.env.TENON_HISTORY_SEED ?? 0) / SEEDS_AT_ONCE);
const PATIENCE_MS = 60_000;
/** How long the seeds may take to be ready. The check does not depend on it. */
const READY_MS = 120_000;
const LOOK_MS = 10;

/** A data plane that is quick most of the time. */
export const USUAL: Pace = { usual: 8, slow: 500, slowShare: 0.01, refusedShare: 0.05 };

export interface BenchOptions {
  readonly database: Pick<PostgresServer, 'url' | 'start' | 'stop'>;
  readonly name: string;
  readonly processes: number;
  /**
   * `true`: simulated in this process; `namespaces`: network namespaces that the first process
   * drives.
   */
  readonly plane: boolean | 'namespaces';
  readonly pace?: Pace;
  readonly faults?: readonly Fault[];
  readonly mutation?: Mutation;
  readonly leaseMs?: number;
  /** How long everything may take to settle when nothing is broken any more. */
  readonly patienceMs?: number;
}

/** What one batch found. */
export interface Findings {
  readonly breaches: readonly string[];
  /** What the data plane has refused, and why. */
  readonly refusals: readonly string[];
  readonly operations: number;
  /** Requests that were carried out. */
  readonly successes: number;
  /** How often a NIC went into a network namespace so far. */
  readonly plugs: number;
  /** The names of the faults that happened. */
  readonly faults: readonly string[];
}

/**
 * Fails a test with everything that a batch found wrong, because an assertion would show only the
 * beginning. `again` is the command that runs such a batch, without the first seed.
 */
export function expectNoBreaches(
  { breaches, refusals }: Pick<Findings, 'breaches' | 'refusals'>,
  batch: number,
  again: string,
): void {
  if (breaches.length === 0) return;
  const seed = batch * SEEDS_AT_ONCE;
  const told = [`seeds ${seed} to ${seed + SEEDS_AT_ONCE - 1}:`, ...breaches, ...refusals];
  throw new Error([...told, `again: TENON_HISTORY_SEED=${seed} ${again}`].join('\n'));
}

interface Planes {
  readonly simulated: SimulatedPlane | undefined;
  readonly realNics: RealNics | undefined;
}

/** Several processes on one database, on which batches of seeds are run. */
export class Bench {
  readonly #options: BenchOptions;
  readonly #fleet: Fleet;
  readonly #store: Store;
  readonly #simulated: SimulatedPlane | undefined;
  readonly #realNics: RealNics | undefined;
  readonly #ids = randomIds(() => systemClock.now());

  private constructor(options: BenchOptions, fleet: Fleet, store: Store, planes: Planes) {
    this.#options = options;
    this.#fleet = fleet;
    this.#store = store;
    this.#simulated = planes.simulated;
    this.#realNics = planes.realNics;
  }

  static async open(options: BenchOptions): Promise<Bench> {
    const { database, name, processes, plane, pace = USUAL, mutation, leaseMs } = options;
    await administerDatabase(database.url('postgres'), `create database ${name}`);
    const url = database.url(name);
    const simulated = plane === true ? new SimulatedPlane(new Random(1), pace) : undefined;
    const realNics = plane === 'namespaces' ? new RealNics() : undefined;
    const store = openPostgres({ url, clock: systemClock });
    const fleet = await Fleet.start({ url, processes, simulated, realNics, mutation, leaseMs });
    return new Bench(options, fleet, store, { simulated, realNics });
  }

  async close(): Promise<void> {
    await this.#fleet.end();
    await this.#store.close();
    this.#realNics?.remove();
  }

  /** Runs the seeds of a batch: `batch * SEEDS_AT_ONCE` and those that follow. */
  async run(batch: number): Promise<Findings> {
    const { plane } = this.#options;
    const first = batch * SEEDS_AT_ONCE;
    const runs = Array.from(
      { length: SEEDS_AT_ONCE },
      (_, n) => new Run(first + n, n % LANES, this.#fleet, plane !== false),
    );
    const told = this.#simulated ?? this.#realNics;
    if (told) {
      told.onEvent = (event) => {
        for (const run of runs) run.note(event);
      };
    }
    for (const run of runs) await this.#plant(run);
    // A history begins with RUNNING instances.
    const unready = await this.#settle(READY_MS);
    if (unready.length > 0) return this.#findings(runs, [...unready, ...(await this.#atEnd())], []);
    const faults = new FaultsOfBatch(
      this.#options.faults ?? FAULTS,
      batch,
      runs.length * Run.turns,
    );
    const scene = { fleet: this.#fleet, database: this.#options.database };
    await Promise.all(runs.map((run) => run.drive(() => faults.turn(scene))));
    await faults.over();
    const found = await this.#settle(this.#options.patienceMs ?? PATIENCE_MS);
    for (const run of runs) await run.lookBack();
    for (const run of runs) {
      const broken = run.judge();
      if (broken.length > 0) found.push(`seed ${run.seed}: ${broken.join('\n')}`);
    }
    found.push(...(await this.#atEnd()));
    return this.#findings(runs, found, faults.names);
  }

  #findings(
    runs: readonly Run[],
    breaches: readonly string[],
    faults: readonly string[],
  ): Findings {
    return {
      breaches,
      refusals: this.#fleet.refusals.splice(0).map((refusal) => `refused by ${refusal}`),
      operations: runs.reduce((sum, run) => sum + run.operations, 0),
      successes: runs.reduce((sum, run) => sum + run.successes, 0),
      plugs: this.#realNics?.plugs ?? 0,
      faults,
    };
  }

  #plant({ where: { run, lane } }: Run): Promise<number> {
    const context = { world: WORLD, ids: this.#ids };
    return this.#store.write((tx) => plantSeeds(tx, seedsOf(run, lane), context));
  }

  /** Waits until no intent is left. */
  async #settle(patienceMs: number): Promise<string[]> {
    const until = systemClock.now() + patienceMs;
    for (;;) {
      await this.#simulated?.idle();
      const owed = await this.#owed();
      if (owed.length === 0) return [];
      if (systemClock.now() > until) {
        return owed.map((each) => `${each} is still owed after ${patienceMs} ms`);
      }
      await sleep(LOOK_MS);
    }
  }

  /** What must hold of the store and the data plane when all is quiet. */
  async #atEnd(): Promise<string[]> {
    const found = await breaches(this.#store, WORLD, true);
    const faults = this.#fleet.faults.splice(0).map((fault) => `a fault: ${fault}`);
    found.push(...((await this.#realNics?.breaches(this.#store)) ?? []));
    if (this.#simulated === undefined) return [...found, ...faults];
    const rows = await this.#store.read((tx) =>
      tx.select((db) =>
        db
          .selectFrom('network_interface')
          .select(['id', 'status', 'instance_id'])
          .where('type', '=', 'secondary'),
      ),
    );
    const apart = rows.flatMap(({ id, status, instance_id }) => {
      const where = this.#simulated?.where(id);
      const said = status === 'InUse' ? instance_id : '';
      return where === said ? [] : [`${id} is ${status} on ${instance_id}, and in [${where}]`];
    });
    return [...found, ...faults, ...apart, ...(await this.#networksApart(this.#simulated))];
  }

  /**
   * Networks that differ between data plane and store. Networks of seeds that nobody has touched
   * are left out.
   */
  #networksApart(simulated: SimulatedPlane): Promise<string[]> {
    return this.#store.read(async (tx) => {
      const found: string[] = [];
      const touched = await tx.select((db) => db.selectFrom('network_revision').select('id'));
      for (const { id } of touched) {
        const { network } = await loadNetwork(tx, { load: networkOf }, id);
        const held = simulated.network(id);
        const wanted = network && { ...network, revision: held?.revision };
        if (!isDeepStrictEqual(held, wanted)) found.push(`${id} is not what was applied`);
      }
      return found;
    });
  }

  async #owed(): Promise<string[]> {
    try {
      const rows = await this.#store.read((tx) =>
        tx.select((db) => db.selectFrom('intent').selectAll()),
      );
      return rows.map(
        ({ kind, resource_id, attempts, due_at }) =>
          `${kind} of ${resource_id} (tried ${attempts} times, due in ${due_at - systemClock.now()} ms)`,
      );
    } catch (error) {
      if (error instanceof StoreUnavailable) return ['a look at the store'];
      throw error;
    }
  }
}
