import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  kill,
  noPatroni,
  type PairNode,
  type PatroniPair,
  startPatroni,
} from '../support/patroni.ts';
import { noPostgres } from '../support/postgres.ts';
import { Bench, expectNoBreaches, SEEDS_AT_ONCE } from './batch.ts';

/** The test waits for each of these. */
const QUICK = { ttl: 10, loop_wait: 1, retry_timeout: 3 };
const LOOK_MS = 100;

const NOTHING = () => Promise.resolve();
const BATCH = 0;

/** The configuration that docs/scale.md recommends, and what it promises. */
describe.skipIf(noPostgres ?? noPatroni)('the pair of docs/examples/patroni', () => {
  let pair: PatroniPair;
  beforeAll(async () => {
    pair = await startPatroni({
      change: ({ bootstrap }) => Object.assign(bootstrap.dcs, QUICK),
    });
  }, 300_000);
  afterAll(() => pair?.remove());

  it('leads to the primary, whose commits wait for the standby', async () => {
    const { primary, standby } = await pair.roles();
    const says = async (node: PairNode | undefined, what: string) =>
      (await pair.ask(node, `select ${what} as said`)).rows[0].said;
    expect(await says(undefined, 'host(inet_server_addr())')).toBe(primary.address);
    expect(await says(primary, `current_setting('synchronous_standby_names')`)).toBe(standby.name);
    expect(await says(primary, `current_setting('synchronous_commit')`)).toBe('on');
    expect(await says(standby, 'pg_is_in_recovery()')).toBe(true);
  });

  it('loses nothing when primary and standby change places, nor when a machine dies', {
    timeout: 480_000,
  }, async () => {
    const faults = [
      {
        name: 'primary and standby change places',
        change: () => pair.switchOver(),
      },
      {
        name: 'the machine of the primary dies, and is there again later',
        async change() {
          const { primary, standby } = await pair.roles();
          for (const pid of [...primary.patroni(), ...primary.postgres()]) kill(pid, 'SIGKILL');
          while ((await standby.status('/primary')) !== 200) await sleep(LOOK_MS);
          primary.start();
        },
      },
    ];
    // One after the other, with a synchronous standby before each and after the last.
    let over: Promise<unknown> = pair.roles();
    const oneByOne = faults.map(({ name, change }) => ({
      name,
      async happen() {
        over = over.then(change).then(() => pair.roles());
        await over;
      },
    }));
    const bench = await Bench.open({
      // A database that no other fault may stop.
      database: { url: pair.url, start: NOTHING, stop: NOTHING },
      ...{ name: 'pair', processes: 3, plane: false, faults: oneByOne },
    });
    try {
      const found = await bench.run(BATCH);
      expectNoBreaches(found, BATCH, 'vitest run test/history/patroni.test.ts');
      expect(found.operations).toBeGreaterThan(SEEDS_AT_ONCE * 20);
      expect(new Set(found.faults)).toEqual(new Set(faults.map(({ name }) => name)));
    } finally {
      await bench.close();
    }
  });
});
