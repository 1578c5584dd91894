import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { SERVICES } from '#test/support/services.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import { makeWorld } from '#world/make.ts';
import { howMany } from '../support/extent.ts';
import { MemoryPlane } from '../support/memory-plane.ts';
import { planeBreaches } from '../support/plane-invariants.ts';
import { request } from '../support/request.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { callables, parameterNames } from './calls.ts';
import { furnish } from './furnish.ts';
import { fuzz, type Report } from './fuzzer.ts';
import { brokenInvariants } from './invariants.ts';
import { Pool } from './pool.ts';

const COUNT = howMany('TENON_FUZZ_COUNT', { quick: 3000, all: 20_000 });
const SEED = Number(process.env.TENON_FUZZ_SEED ?? 20_200_401);
/** With this many requests or more, no action is left out by chance. */
const ENOUGH = 10_000;

const key = (accountId: string, accessKeyId: string, secretAccessKey: string) => ({
  accountId,
  accessKeyId,
  secretAccessKey,
});
const OTHER = key('2100000002', 'AKLTother', 'secret');
const READER = {
  ...key('2100000001', 'AKLTreader', 'secret'),
  policy: { allow: ['*:Describe*'], deny: [] },
};
const world = makeWorld({
  accounts: [
    {
      id: '2100000001',
      name: 'one',
      quotas: { Eips: 200, Vpcs: 100, RulesPerSecurityGroup: 12, RoutesPerRouteTable: 8 },
      keys: [
        key('2100000001', DEFAULT_ACCOUNT.accessKeyId, DEFAULT_ACCOUNT.secretAccessKey),
        READER,
      ],
    },
    { id: '2100000002', name: 'two', quotas: { Vpcs: 3 }, keys: [OTHER] },
  ],
});

describe(`${COUNT} requests of the seed ${SEED}`, () => {
  const faults = new Map<string, number>();
  const calls = callables(SERVICES);
  const pool = new Pool(parameterNames(calls));
  const plane = new MemoryPlane();
  let server: TestServer;
  let report: Report;

  beforeAll(async () => {
    console.log(`TENON_FUZZ_SEED=${SEED} TENON_FUZZ_COUNT=${COUNT}`);
    const seen = (where: string, fault: unknown) => {
      const text = `${where}: ${(fault as Error).stack ?? fault}`;
      faults.set(text, (faults.get(text) ?? 0) + 1);
    };
    server = await startServer({
      world,
      dataPlane: plane,
      onAnswered: ({ identity, fault }) => fault !== undefined && seen(identity.action, fault),
      onFault: (fault, intent) => seen(intent?.kind ?? 'reconciler', fault),
    });
    pool.learn(await furnish(server));
    report = await fuzz({
      host: server.host,
      count: COUNT,
      seed: SEED,
      caller: {
        pool,
        callables: calls,
        credentials: [DEFAULT_ACCOUNT, OTHER, READER],
      },
      probe: () => request({ service: 'vpc', action: 'DescribeVpcs', query: { MaxResults: '1' } }),
    });
    await server.settled();
  }, 600_000);
  afterAll(() => server.close());

  it('meet no fault of the server', () => {
    expect([...faults].map(([text, times]) => `${times} times ${text}`)).toEqual([]);
  });

  it('are all answered, in the envelope and never with a 5xx', () => {
    expect(report.findings).toEqual([]);
  });

  it('break no invariant of the store', async () => {
    expect(await brokenInvariants(server)).toEqual([]);
  });

  it('leave the data plane as the store has it', async () => {
    // On PostgreSQL the last of them may have been told a moment later.
    await vi.waitFor(
      async () => expect((await planeBreaches(server.store, plane, true)).join('\n')).toBe(''),
      { timeout: 60_000 },
    );
  });

  it('pollute no prototype', () => {
    expect({}).not.toHaveProperty('polluted');
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it.skipIf(COUNT < ENOUGH)('reach every action past the signature', () => {
    const unreached = calls
      .map(({ service, action }) => `${service}:${action}`)
      .filter((name) => (report.reached.get(name)?.reached ?? 0) === 0);
    expect(unreached).toEqual([]);
  });

  it.skipIf(COUNT < ENOUGH)('succeed often enough to matter', () => {
    const actions = SERVICES.flatMap(({ name: service, actions: all }) =>
      all.map(({ name }) => `${service}:${name}`),
    );
    const successes = actions.map((name) => report.reached.get(name)?.succeeded ?? 0);
    expect(successes.reduce((sum, each) => sum + each, 0)).toBeGreaterThan(COUNT / 10);
    const never = actions.filter((_, i) => successes[i] === 0);
    expect(never.length, never.join()).toBeLessThan(actions.length / 4);
  });
});
