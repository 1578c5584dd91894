import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Reply } from '../support/client.ts';
import { breaches } from '../support/invariants.ts';
import { dropDatabase, freshDatabase, noPostgres } from '../support/postgres.ts';
import { scene } from '../support/scene.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { Arena, inTurn, STORES } from './arena.ts';
import { type Ask, times } from './crowd.ts';
import { overtaken } from './overtaken.ts';
import { CLB_PAIRS } from './pairs/clb.ts';
import { ECS_PAIRS } from './pairs/ecs.ts';
import { IAM_PAIRS } from './pairs/iam.ts';
import { NAT_PAIRS } from './pairs/natgateway.ts';
import type { Pair } from './pairs/pair.ts';
import { EBS_PAIRS } from './pairs/storage-ebs.ts';
import { VPC_PAIRS } from './pairs/vpc.ts';

/*
 * Pairs of requests of which the second must take notice of the first. After each test nothing may
 * name what is gone (test/support/name-invariants.ts), and no other invariant may be broken.
 */
const PAIRS = Object.entries({
  ...CLB_PAIRS,
  ...NAT_PAIRS,
  ...EBS_PAIRS,
  ...IAM_PAIRS,
  ...VPC_PAIRS,
  ...ECS_PAIRS,
}).map(([name, pair]) => ({ name, ...pair }));

const COPIES = 4;

/** Answers that may be given, by the number of those that succeed. */
const MAY: Readonly<Record<Pair['succeed'], readonly number[]>> = {
  one: [1],
  'one or both': [1, 2],
};

/** Whether a request was carried out; a batch tells of each refusal in its answer. */
const succeeded = ({ code, result }: Pick<Reply, 'code' | 'result'>): boolean =>
  code === '' && !result?.OperationDetails?.some(({ Error: error }: { Error?: object }) => error);

describe.each(STORES)('at once, on %s', (store) => {
  const arena = new Arena(store);

  it.each(PAIRS)('$name', async ({ stage, succeed }) => {
    const { server, crowd } = arena;
    const place = await scene(server.client, { cidr: '10.1.0.0/16', instances: 1 });
    const staged: (readonly [Ask, Ask])[] = [];
    for (const index of times(COPIES, (each) => each)) {
      staged.push(await stage({ ...place, server, index }));
    }
    await server.settled();
    const said = await crowd.ask(staged.flatMap((pair, index) => inTurn(index, ...pair)));
    expect(said.filter(({ status }) => status >= 500)).toEqual([]);
    for (const index of staged.keys()) {
      const own = said.slice(2 * index, 2 * index + 2);
      expect(MAY[succeed], own.map(({ code }) => code).join()).toContain(
        own.filter(succeeded).length,
      );
    }
  });
});

/** The first has judged everything when the second comes, and goes on when that is done or waits. */
describe.skipIf(noPostgres !== undefined)('overtaken by the other', () => {
  let url: string;
  let server: TestServer;
  let other: TestServer;
  beforeEach(async () => {
    url = await freshDatabase();
    server = await startServer({ store: url });
    other = await startServer({ store: url });
  });
  afterEach(async () => {
    await server.settled();
    const broken = await breaches(server.store, server.world, true);
    await other.close();
    await server.close();
    await dropDatabase(url);
    expect(broken).toEqual([]);
  });

  it.each(PAIRS)('$name', async ({ stage, succeed }) => {
    const place = await scene(server.client, { cidr: '10.1.0.0/16', instances: 1 });
    for (const index of [0, 1]) {
      const [slow, fast] = inTurn(index, ...(await stage({ ...place, server, index }))).map(
        ({ service = 'vpc', action, input }) =>
          (by: TestServer) =>
            by.client.call(service, action, input),
      );
      if (slow === undefined || fast === undefined) throw new Error('a pair has two requests');
      await server.settled();
      const said = await overtaken(
        server,
        url,
        () => slow(server),
        () => fast(other),
      );
      await other.settled();
      const own = [said.slow, said.fast];
      expect(MAY[succeed], own.map(({ code }) => code).join()).toContain(
        own.filter(succeeded).length,
      );
    }
  });
});
