import { afterEach, expect, it } from 'vitest';
import { type Ids, type RsaKey, randomIds } from '#platform/ids.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { makeWorld } from '#world/make.ts';

/** A key takes its time: it is made beside the event loop and before the transaction. */

const key = await randomIds(Date.now).rsaKey();

let server: TestServer;
afterEach(() => server.close());

/** Starts a server whose keys come from `makeKey`; counts them. */
async function start(makeKey: () => Promise<RsaKey> = async () => key) {
  let keys = 0;
  const ids: Ids = {
    ...randomIds(Date.now),
    rsaKey() {
      keys += 1;
      return makeKey();
    },
  };
  server = await startServer({ ids, world: makeWorld({ quotas: { KeyPairs: 100 } }) });
  return () => keys;
}

const create = (KeyPairName: string, more: Record<string, unknown> = {}) =>
  server.client.call('ecs', 'CreateKeyPair', { KeyPairName, ...more });

it('holds up nobody else, however many are being made', async () => {
  const gate = Promise.withResolvers<RsaKey>();
  const keys = await start(() => gate.promise);
  const asked = Array.from({ length: 100 }, (_, n) => create(`key-${n}`));
  await expect.poll(keys).toBe(100);
  expect((await fetch(`${server.url}/_tenon/health/live`)).status).toBe(200);
  await server.client.ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
  expect((await server.client.ok('ecs', 'DescribeKeyPairs')).KeyPairs).toEqual([]);
  gate.resolve(key);
  for (const { status } of await Promise.all(asked)) expect(status).toBe(200);
});

it('costs nobody a key whom the rules refuse', async () => {
  const keys = await start();
  await create('mine');
  expect(keys()).toBe(1);
  expect(await create('mine')).toMatchObject({ status: 400, code: 'InvalidKeyPairName.Conflict' });
  expect(await create('-')).toMatchObject({ status: 400 });
  expect(keys()).toBe(1);
});

it('costs one key for one ClientToken', async () => {
  const keys = await start();
  const once = { ClientToken: 'once' };
  expect((await create('mine', once)).status).toBe(200);
  // The private key is told once, so there is no answer to repeat.
  expect(await create('mine', once)).toMatchObject({ code: 'OperationDenied.SecretNotKept' });
  expect(await create('other', once)).toMatchObject({ code: 'IdempotentParameterMismatch' });
  expect(keys()).toBe(1);
});

it('costs one key however often the transaction is tried', async () => {
  const keys = await start();
  const { write } = server.store;
  const again = new Error('a conflict');
  let tries = 0;
  server.store.write = async (work, isolation) => {
    const lost = write.call(server.store, async (tx) => {
      tries += 1;
      await work(tx);
      throw again;
    });
    await expect(lost).rejects.toBe(again);
    return write.call(server.store, work, isolation) as ReturnType<typeof work>;
  };
  expect(await create('mine')).toMatchObject({
    status: 200,
    result: { PrivateKey: key.privateKey },
  });
  expect([tries, keys()]).toEqual([1, 1]);
});

it('lets one of many win who race for a name', async () => {
  await start();
  const answers = await Promise.all(Array.from({ length: 8 }, () => create('mine')));
  const codes = answers.map(({ status, code }) => `${status} ${code ?? ''}`).sort();
  expect(codes).toEqual(['200 ', ...Array(7).fill('400 InvalidKeyPairName.Conflict')]);
});
