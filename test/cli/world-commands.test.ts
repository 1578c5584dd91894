import { afterEach, beforeEach, expect, it } from 'vitest';
import { startServer, type TestServer } from '../support/server.ts';
import { run, useCommandLine } from './harness.ts';

useCommandLine();

let server: TestServer;
beforeEach(async () => {
  server = await startServer({ transitions: 'manual' });
});
afterEach(() => server.close());

const ask = (...args: string[]) => run([...args, '--endpoint', server.url]);

it('reset makes everything as it began', async () => {
  await server.client.ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
  expect(await ask('reset')).toMatchObject({ code: 0, out: 'Everything is as it began.\n' });
  expect((await server.client.ok('vpc', 'DescribeVpcs')).Vpcs).toEqual([]);
  const { out } = await ask('reset', '--json');
  expect(JSON.parse(out)).toMatchObject({ transitions: 'manual' });
});

it('clock shows the time of the world, and advances it', async () => {
  const { out } = await ask('clock', '--json');
  const { milliseconds } = JSON.parse(out);
  expect(milliseconds).toBe(server.clock.now());
  await server.client.ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
  const advanced = await ask('clock', 'advance', '1m');
  expect(advanced.code).toBe(0);
  expect(advanced.out).toMatch(/^\S+T\S+ \(transitions manual: it is advanced by hand\)\n$/);
  expect(server.clock.now()).toBe(milliseconds + 60_000);
  expect((await server.client.ok('vpc', 'DescribeVpcs')).Vpcs[0].Status).toBe('Available');
  await ask('clock', 'advance', '250', '--json');
  expect(server.clock.now()).toBe(milliseconds + 60_250);
});

it('says why it could not', async () => {
  const wrong = await ask('clock', 'advance', 'soon');
  expect(wrong).toMatchObject({ code: 2, out: '' });
  expect(wrong.err).toMatch(/^tenon: InvalidParameter: The body must be/);
  const running = await startServer();
  const { code, err } = await run(['clock', 'advance', '5s', '--endpoint', running.url]);
  await running.close();
  expect(code).toBe(1);
  expect(err).toMatch(/TransitionsNotManual/);
  expect((await run(['reset', '--endpoint', '127.0.0.1:2'])).code).toBe(1);
  expect((await run(['clock', 'advance'])).code).toBe(2);
});
