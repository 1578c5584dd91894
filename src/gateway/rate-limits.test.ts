import { afterEach, describe, expect, it } from 'vitest';
import { ManualClock } from '#platform/clock.ts';
import { Connection } from '#test/support/connection.ts';
import { type RequestParts, request } from '#test/support/request.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { toy } from '#test/support/toy.ts';
import { makeWorld } from '#world/make.ts';
import type { RateLimit } from '#world/world.ts';

const KEYS = {
  limited: { accountId: '1', accessKeyId: 'AKLimited', secretAccessKey: 'secret' },
  free: { accountId: '2', accessKeyId: 'AKFree', secretAccessKey: 'secret' },
};

let server: TestServer;
let connection: Connection;
let clock: ManualClock;
afterEach(async () => {
  connection.destroy();
  await server.close();
});

async function start(...rateLimits: RateLimit[]): Promise<void> {
  clock = new ManualClock(Date.now());
  const world = makeWorld({
    accounts: [
      { id: '1', name: 'limited', quotas: {}, keys: [KEYS.limited], rateLimits },
      { id: '2', name: 'free', quotas: {}, keys: [KEYS.free] },
    ],
  });
  server = await startServer({ services: [toy], world, clock });
  connection = await Connection.open(server.host);
}

/** Status, and the Retry-After where there is one. */
async function ask(action: string, parts: RequestParts = {}): Promise<(number | string)[]> {
  const answer = await connection.ask(
    request({ action, credentials: KEYS.limited, now: clock.now(), ...parts }),
  );
  const after = answer.headers['retry-after'];
  return after === undefined ? [answer.status] : [answer.status, after];
}

describe('a limit', () => {
  it('lets a burst through and then so many in a second, and says when to come again', async () => {
    await start({ actions: ['*'], perSecond: 0.5, burst: 2 });
    expect(await ask('Echo')).toEqual([200]);
    expect(await ask('DescribeThings')).toEqual([200]);
    expect(await ask('Echo')).toEqual([429, '2']);
    clock.advance(1500);
    expect(await ask('Echo')).toEqual([429, '1']);
    clock.advance(500);
    expect(await ask('Echo')).toEqual([200]);
    expect(await ask('Echo')).toEqual([429, '2']);
    clock.advance(3_600_000);
    for (const status of [200, 200, 429]) expect((await ask('Echo'))[0]).toBe(status);
  });

  it('goes by what elapses, wherever the clock is set', async () => {
    await start({ actions: ['*'], perSecond: 0.5, burst: 1 });
    expect(await ask('Echo')).toEqual([200]);
    clock.set(clock.now() - 3_600_000);
    clock.advance(1000);
    expect(await ask('Echo')).toEqual([429, '1']);
    clock.set(clock.now() + 3_600_000);
    expect(await ask('Echo')).toEqual([429, '1']);
    clock.advance(1000);
    expect(await ask('Echo')).toEqual([200]);
  });

  it('is told in the envelope, in words that clients know', async () => {
    await start({ actions: ['*'], perSecond: 1, burst: 1 });
    await ask('Echo');
    const { json } = await connection.ask(request({ credentials: KEYS.limited }));
    expect(json.ResponseMetadata).toMatchObject({
      Action: 'Echo',
      Error: { Code: 'AccountFlowLimitExceeded', Message: expect.stringMatching(/flow control/) },
    });
  });

  it('holds for the actions that it names alone', async () => {
    await start({ actions: ['toy:Describe*'], perSecond: 1, burst: 1 });
    expect(await ask('DescribeThings')).toEqual([200]);
    expect(await ask('DescribeThings')).toEqual([429, '1']);
    expect(await ask('Echo')).toEqual([200]);
  });

  it('is of one account alone, and unsigned requests take nothing from it', async () => {
    await start({ actions: ['*'], perSecond: 1, burst: 1 });
    for (let n = 0; n < 3; n += 1) {
      expect(await ask('Echo', { credentials: KEYS.free })).toEqual([200]);
      expect(await ask('Echo', { credentials: { ...KEYS.limited, secretAccessKey: 'x' } })).toEqual(
        [401],
      );
    }
    expect(await ask('Echo')).toEqual([200]);
  });

  it('takes nothing for a request that another limit refuses', async () => {
    await start(
      { actions: ['*'], perSecond: 1, burst: 2 },
      { actions: ['toy:Echo'], perSecond: 0.1, burst: 1 },
    );
    expect(await ask('Echo')).toEqual([200]);
    expect(await ask('Echo')).toEqual([429, '10']);
    expect(await ask('DescribeThings')).toEqual([200]);
    expect(await ask('DescribeThings')).toEqual([429, '1']);
  });
});
