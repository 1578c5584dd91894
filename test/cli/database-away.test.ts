import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { Cable } from '../support/cable.ts';
import { dropDatabase, emptyDatabase, freshDatabase, noPostgres } from '../support/postgres.ts';
import { freePort } from '../support/postgres-server.ts';
import { start, useCommandLine } from './harness.ts';

useCommandLine();

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

async function database(make: () => Promise<string>): Promise<string> {
  const url = await make();
  ends.push(() => dropDatabase(url));
  return url;
}

/** A server whose store may be away; `ask` gets a path of it, undefined where nobody listens yet. */
async function serve(store: string) {
  const port = await freePort();
  const listen = ['--listen', `127.0.0.1:${port}`, '--auth', 'lenient'];
  const server = start(['serve', ...listen, '--store', store]);
  const ask = async (path: string) => {
    try {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`);
      return { status: answer.status, headers: answer.headers, body: await answer.json() };
    } catch {
      return undefined;
    }
  };
  const ready = async () => (await ask('/_tenon/health/ready'))?.body;
  const inFlight = async () => {
    const metrics = await fetch(`http://127.0.0.1:${port}/_tenon/metrics`);
    return Number(/^tenon_requests_in_flight (\d+)$/m.exec(await metrics.text())?.[1]);
  };
  return { ...server, ask, ready, inFlight };
}

const DESCRIBE = '/?Action=DescribeVpcs&Version=2020-04-01';

describe.skipIf(noPostgres !== undefined)('a server whose database is away', () => {
  it.each([
    ['refused', async () => 'postgres://x@127.0.0.1:1/d', /nothing listens at the database's add/],
    ['unknown', async () => 'postgres://x@no-such-host.invalid/d', /the name of the database's h/],
    ['no database', async () => `${await database(emptyDatabase)}_not`, /there is no such databas/],
    [
      'no user',
      async () => (await database(emptyDatabase)).replace('tenon@', 'nobody_at_all@'),
      /the database refuses the user/,
    ],
    [
      'no TLS',
      async () => `${await database(emptyDatabase)}?sslmode=verify-full`,
      /the database does not speak TLS/,
    ],
  ])('lives, is not ready and says why: %s', async (_, store, why) => {
    const { ask, ready, child, ended } = await serve(await store());
    await expect.poll(ready).toEqual({
      ready: false,
      reason: expect.stringMatching(why),
    });
    expect((await ask('/_tenon/health/live'))?.status).toBe(200);
    for (let n = 0; n < 20; n += 1) await ask(DESCRIBE);
    const refused = await ask(DESCRIBE);
    expect(refused).toMatchObject({
      status: 503,
      body: { ResponseMetadata: { Error: { Code: 'ServiceUnavailableTemp' } } },
    });
    expect(refused?.headers.get('retry-after')).toBe('1');
    child.kill('SIGTERM');
    const { code, err } = await ended;
    expect(code).toBe(0);
    // Once by the start and once by the log, however many are refused, and no stack.
    expect(err.split('\n').filter((line) => why.test(line))).toHaveLength(2);
    expect(err).not.toMatch(/^\s+at /m);
  });

  it('serves when the database is there, and ends while that hangs', async () => {
    const cable = await Cable.to(await database(freshDatabase));
    ends.push(() => cable.remove());
    cable.open = false;
    const { ask, ready, inFlight, child, ended, says } = await serve(cable.url);
    await expect.poll(ready).toMatchObject({ ready: false });
    cable.open = true;
    await says(/listens on/);
    expect(await ready()).toEqual({ ready: true, reason: '' });
    expect((await ask(DESCRIBE))?.status).toBe(200);
    cable.stall();
    const asked = ask(DESCRIBE);
    await expect.poll(inFlight).toBe(1);
    child.kill('SIGTERM');
    // Far below the half minute after which the driver gives a server up.
    const end = await Promise.race([ended, sleep(25_000, 'late', { ref: false })]);
    expect(end).toMatchObject({ code: 0 });
    expect((await asked)?.status).toBe(503);
  });
});
