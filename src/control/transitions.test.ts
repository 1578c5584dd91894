import { afterEach, expect, it } from 'vitest';
import { startServer, type TestServer } from '#test/support/server.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import { makeWorld } from '#world/make.ts';

let server: TestServer;
afterEach(() => server.close());

// biome-ignore lint/suspicious/noExplicitAny: a view
const ask = async (path: string): Promise<any> =>
  (await fetch(`${server.url}/_tenon/${path}`)).json();

const makeVpc = async (): Promise<string> =>
  (await server.client.ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/16' })).VpcId;

it('lists what waits and until when, the next first, and nothing once it has settled', async () => {
  server = await startServer({ transitions: 'manual' });
  const first = await makeVpc();
  await server.advance(1);
  const second = await makeVpc();
  const { milliseconds } = await ask('clock');
  const { transitions, more } = await ask('transitions');
  expect(more).toBe(false);
  expect(transitions).toEqual([
    {
      kind: 'vpc.create',
      resourceId: first,
      account: DEFAULT_ACCOUNT.id,
      region: 'cn-beijing',
      since: expect.stringMatching(/\+08:00$/),
      state: 'waiting',
      dueAt: expect.stringMatching(/\+08:00$/),
      dueMilliseconds: expect.any(Number),
    },
    expect.objectContaining({ resourceId: second, state: 'waiting' }),
  ]);
  // As the page does that offers to go on to the next.
  await server.advance(transitions[0].dueMilliseconds - milliseconds);
  const left = await ask('transitions');
  expect(left.transitions.map((each: { resourceId: string }) => each.resourceId)).toEqual([second]);
  await server.advance(60_000);
  expect(await ask('transitions')).toEqual({ transitions: [], more: false });
});

it('says of what a fault holds that it is under way', async () => {
  server = await startServer({ transitions: 'manual' });
  const fault = { service: 'vpc', action: 'CreateVpc', when: 'settle', hold: true };
  await fetch(`${server.url}/_tenon/faults`, { method: 'POST', body: JSON.stringify(fault) });
  const resourceId = await makeVpc();
  const held = { resourceId, state: 'under way', dueAt: null, dueMilliseconds: null };
  expect((await ask('transitions')).transitions).toEqual([expect.objectContaining(held)]);
});

it('lists a hundred at most, and says that there are more', async () => {
  const { id, accessKeyId, secretAccessKey } = DEFAULT_ACCOUNT;
  const keys = [{ accountId: id, accessKeyId, secretAccessKey }];
  const account = { ...DEFAULT_ACCOUNT, keys, quotas: { Vpcs: 200 } };
  server = await startServer({ transitions: 'manual', world: makeWorld({ accounts: [account] }) });
  for (let n = 0; n < 101; n += 1) {
    await makeVpc();
    if (n === 99) expect((await ask('transitions')).more).toBe(false);
  }
  const { transitions, more } = await ask('transitions');
  expect([transitions.length, more]).toEqual([100, true]);
});
