import { afterEach, expect, it } from 'vitest';
import type { Transition } from '#core/transition.ts';
import { METRICS } from '#metrics/catalogue.ts';
import type { ServerOptions } from '#server.ts';
import { Connection } from '#test/support/connection.ts';
import { holdWrites } from '#test/support/hold.ts';
import { MemoryPlane } from '#test/support/memory-plane.ts';
import { onPostgres } from '#test/support/postgres.ts';
import { request } from '#test/support/request.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { serving } from '#test/support/serving.ts';
import { echo, toy, UNWANTED } from '#test/support/toy.ts';

let server: TestServer;
const start = async (options?: ServerOptions) => {
  server = await startServer({ services: [toy], ...options });
  await server.settled();
};
afterEach(() => server.close());

const LABEL = '[a-z_]+="(?:[^"\\\\\\n]|\\\\[\\\\n"])*"';
const LINE = new RegExp(`^([a-z_0-9]+(?:\\{${LABEL}(?:,${LABEL})*\\})?) (\\S+)$`);
/** Prometheus reads numbers as Go does. */
const NUMBER = /^([-+]?\d+(\.\d+)?(e[-+]?\d+)?|nan|[-+]inf)$/i;

/** The lines of a scrape by name and labels, after a look at its form. */
async function scrape(): Promise<ReadonlyMap<string, number>> {
  const response = await fetch(`${server.url}/_tenon/metrics`);
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  const lines = (await response.text()).split('\n').filter((line) => line !== '');
  const samples = new Map<string, number>();
  for (const line of lines) {
    if (/^# (HELP|TYPE) [a-z_0-9]+ \S/.test(line)) continue;
    expect(line).toMatch(LINE);
    const [, key = '', value = ''] = LINE.exec(line) ?? [];
    expect(value).toMatch(NUMBER);
    expect(samples.has(key)).toBe(false);
    samples.set(key, Number(value));
  }
  return samples;
}

async function ask(...requests: Buffer[]): Promise<number[]> {
  const connection = await Connection.open(server.host);
  const statuses: number[] = [];
  for (const each of requests) statuses.push((await connection.ask(each)).status);
  connection.destroy();
  return statuses;
}

const make = (Name: string) => request({ action: 'MakeThing', query: { Name, Kind: 'plain' } });

it('lists every metric with its type', async () => {
  await start();
  const text = await (await fetch(`${server.url}/_tenon/metrics`)).text();
  for (const [name, { type, help }] of Object.entries(METRICS)) {
    expect(text).toContain(`# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`);
  }
  expect(text).toMatch(/^process_resident_memory_bytes \d+$/m);
});

it('counts answers by action, status and code, and how long they took', async () => {
  await start();
  expect(
    await ask(make('one'), make('two'), make(UNWANTED), request(), request({ unsigned: true })),
  ).toEqual([200, 200, 403, 200, 401]);
  const samples = await scrape();
  const count = (action: string, status: number, code: string, service = 'toy') =>
    samples.get(
      `tenon_requests_total{service="${service}",action="${action}",status="${status}",code="${code}"}`,
    );
  expect(count('MakeThing', 200, 'OK')).toBe(2);
  expect(count('MakeThing', 403, 'Forbidden')).toBe(1);
  expect(count('Echo', 200, 'OK')).toBe(1);
  expect(count('other', 401, 'MissingAuthenticationToken', 'other')).toBe(1);
  const of = (suffix: string, le = '') =>
    samples.get(
      `tenon_request_duration_seconds_${suffix}{${le}service="toy",action="MakeThing"}`,
    ) ?? 0;
  expect([of('count'), of('bucket', 'le="+Inf",')]).toEqual([3, 3]);
  expect(of('sum')).toBeGreaterThan(0);
  expect(of('bucket', 'le="0.0005",')).toBeLessThanOrEqual(of('bucket', 'le="10",'));
});

it('makes no label of what a client invents', async () => {
  await start({ auth: 'lenient' });
  const invented = Array.from({ length: 50 }, (_, n) => request({ action: `Invented${n}` }));
  const services = Array.from({ length: 50 }, (_, n) => request({ service: `invented${n}` }));
  await ask(...invented, ...services);
  const keys = [...(await scrape()).keys()].filter((key) => key.startsWith('tenon_requests_total'));
  expect(keys.filter((key) => /nvented/.test(key))).toEqual([]);
  expect(keys).toHaveLength(2);
});

it('shows what is at work and what is turned away', async () => {
  await start({ maxInFlight: 1 });
  const hold = holdWrites(server.store);
  const busy = ask(make('one'));
  await hold.waiting(1);
  expect(await ask(request(), request())).toEqual([429, 429]);
  const then = await scrape();
  expect(then.get('tenon_requests_in_flight')).toBe(1);
  expect(then.get('tenon_requests_in_flight_limit')).toBe(1);
  expect(then.get('tenon_requests_shed_total')).toBe(2);
  hold.release();
  await busy;
  expect((await scrape()).get('tenon_requests_in_flight')).toBe(0);
});

it('tells how many writes shared a commit', async () => {
  await start();
  const before = await scrape();
  await Promise.all(
    ['a', 'b', 'c'].map((id) => server.store.write((tx) => tx.insert('seed', { id }))),
  );
  await server.store.write(async () => {});
  const after = await scrape();
  const grown = (key: string) => (after.get(key) ?? 0) - (before.get(key) ?? 0);
  expect(grown('tenon_store_commit_writes_sum')).toBe(3);
  expect(grown('tenon_store_commit_writes_count')).toBe(onPostgres ? 3 : 1);
});

it('counts what the engine fails at', async () => {
  await start();
  const insert = () => server.store.write((tx) => tx.insert('seed', { id: 'one' }));
  await insert();
  await expect(insert()).rejects.toThrow();
  const failures = [...(await scrape())].filter(([key]) => key.startsWith('tenon_store_failures'));
  const failed = (repeated: boolean) => [
    `tenon_store_failures_total{failure="unique",repeated="${repeated}"}`,
    1,
  ];
  expect(failures).toEqual(onPostgres ? [failed(true), failed(false)] : [failed(false)]);
});

it('shows the writes that wait', async () => {
  await start({ store: 'memory' });
  const writes = Array.from({ length: 300 }, () => server.store.write(async () => {}));
  expect(server.store.waiting).toBe(300);
  await Promise.all(writes);
  expect((await scrape()).get('tenon_store_waiting')).toBe(0);
});

it('shows the intents, and counts the faults of their steps', async () => {
  const faults: unknown[] = [];
  const broken: Transition = {
    kind: 'broken',
    dwell: 0,
    settle: () => Promise.reject(new Error('it cannot settle')),
  };
  await start({
    transitions: 'manual',
    services: [serving({ ...toy, actions: [echo], transitions: [broken] })],
    onFault: (fault) => faults.push(fault),
  });
  const at = server.worldClock.now();
  await server.store.write((tx) =>
    tx.intend({
      id: 'intent-1',
      kind: broken.kind,
      account_id: 'a',
      region: 'r',
      resource_id: 'x',
      due_at: at + 1000,
    }),
  );
  const intents = async () => {
    const samples = await scrape();
    return Object.fromEntries(
      ['due', 'waiting', 'leased', 'retried'].map((state) => [
        state,
        samples.get(`tenon_intents{state="${state}"}`),
      ]),
    );
  };
  expect(await intents()).toEqual({ due: 0, waiting: 1, leased: 0, retried: 0 });
  const advance = (ms: number) =>
    fetch(`${server.url}/_tenon/clock`, { method: 'POST', body: `{"advance":${ms}}` });
  await advance(1000);
  expect(faults.length).toBeGreaterThan(0);
  expect(await intents()).toEqual({ due: 0, waiting: 0, leased: 0, retried: 1 });
  expect((await scrape()).get('tenon_reconciler_faults_total')).toBe(faults.length);
});

it('sums what the NICs count, with the same labels however many there are', async () => {
  const nic = (n: number, packets: number) => ({
    nicId: `eni-${n}`,
    receivedBytes: packets * 100,
    receivedPackets: packets,
    sentBytes: 0,
    sentPackets: 0,
    dropped: { 'no-route': packets },
  });
  let nics = [nic(1, 1)];
  await start({ dataPlane: Object.assign(new MemoryPlane(), { counters: async () => nics }) });
  const labels = new Set([...(await scrape()).keys()].filter((key) => key.includes('_nic')));
  nics = [nic(1, 3), ...Array.from({ length: 200 }, (_, n) => nic(n + 2, 1))];
  const samples = await scrape();
  expect(new Set([...samples.keys()].filter((key) => key.includes('_nic')))).toEqual(labels);
  expect(samples.get('tenon_nics')).toBe(201);
  expect(samples.get('tenon_nic_packets_total{direction="received"}')).toBe(203);
  expect(samples.get('tenon_nic_bytes_total{direction="received"}')).toBe(20_300);
  expect(samples.get('tenon_nic_drops_total{reason="no-route"}')).toBe(203);
  expect(samples.get('tenon_nic_drops_total{reason="bandwidth"}')).toBe(0);
});

it('shows no NICs without a data plane, and none when it fails', async () => {
  await start();
  const nics = (samples: ReadonlyMap<string, number>) =>
    [...samples.keys()].filter((key) => key.startsWith('tenon_nic'));
  expect(nics(await scrape())).toEqual([]);
  await server.close();
  const counters = () => Promise.reject(new Error('no such namespace'));
  await start({ dataPlane: Object.assign(new MemoryPlane(), { counters }) });
  expect(nics(await scrape())).toEqual([]);
});

it('leaves out what the store does not say', async () => {
  await start();
  const { read } = server.store;
  server.store.read = () => Promise.reject(new Error('no disk'));
  const samples = await scrape();
  server.store.read = read;
  expect(samples.get('tenon_store_up')).toBe(0);
  expect([...samples.keys()].filter((key) => key.startsWith('tenon_intents'))).toEqual([]);
  expect((await scrape()).get('tenon_store_up')).toBe(1);
});
