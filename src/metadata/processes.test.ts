import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { StoreUnavailable } from '#store/store.ts';
import { noPostgres } from '#test/support/postgres.ts';
import { scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { placeOn } from '#test/support/stores.ts';
import { MetadataService } from './service.ts';

/* Tokens and keys that one process gave out are good in the next process, and in one beside it. */

const ROLE = 'iam/security_credentials/ops';
const open: TestServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function start(store: string): Promise<TestServer> {
  const server = await startServer({ store });
  open.push(server);
  return server;
}

async function ask({ url }: TestServer, id: string, path: string, init: RequestInit = {}) {
  const answer = await fetch(`${url}/_tenon/instances/${id}/metadata/latest/${path}`, init);
  return { status: answer.status, text: await answer.text() };
}

/**
 * An instance with a role, the token and keys that it was given, and functions that tell whether
 * these are good elsewhere.
 */
async function given(server: TestServer) {
  const { instanceIds } = await scene(server, { instances: 1 });
  const [id = ''] = instanceIds;
  const named = { InstanceIds: [id], IamRoleName: 'ops' };
  await server.client.ok('ecs', 'AssociateInstancesIamRole', named);
  const headers = { 'x-volc-ecs-metadata-token-ttl-seconds': '600' };
  const { text: token } = await ask(server, id, 'api/token', { method: 'PUT', headers });
  const { text: key } = await ask(server, id, ROLE);
  const { AccessKeyId, SecretAccessKey, SessionToken } = JSON.parse(key);
  return async (there: TestServer) => {
    const withToken = { headers: { 'x-volc-ecs-metadata-token': token } };
    const again = await ask(there, id, ROLE, withToken);
    expect(again.status).toBe(200);
    expect(JSON.parse(again.text).AccessKeyId).toBe(AccessKeyId);
    const client = there.as({
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
    });
    expect((await client.vpc('DescribeVpcs')).status).toBe(200);
  };
}

it('hold in the next process of the store', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tenon-metadata-'));
  try {
    const store = `sqlite:${join(folder, 'tenon.db')}`;
    const server = await start(store);
    const holdsIn = await given(server);
    await server.close();
    open.pop();
    await holdsIn(await start(store));
    await open.pop()?.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

describe.runIf(noPostgres === undefined)('on one database', () => {
  it('hold in the process beside', async () => {
    const place = await placeOn('postgres');
    const [one, other] = [await start(place.url), await start(place.url)];
    const holdsIn = await given(one);
    await holdsIn(other);
    for (const server of open.splice(0)) await server.close();
    await place.leave();
  });
});

it('are answered 503 while the store is away, and 500 for a fault, which is told', async () => {
  const server = await start('memory');
  const faults: unknown[] = [];
  const failing = (error: Error) =>
    new MetadataService({
      store: { ...server.store, read: () => Promise.reject(error) },
      world: server.world,
      ids: server.control.ids,
      tokenKey: async () => Buffer.alloc(32),
      onFault: (fault) => faults.push(fault),
    });
  const asked = { instanceId: 'i-1', method: 'GET', target: '/latest/mac', headers: {} };
  expect(await failing(new StoreUnavailable('away')).answer(asked)).toMatchObject({ status: 503 });
  expect(faults).toEqual([]);
  const fault = new Error('a fault');
  expect(await failing(fault).answer(asked)).toMatchObject({ status: 500 });
  expect(faults).toEqual([fault]);
});
