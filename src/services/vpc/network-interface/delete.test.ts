import { afterEach, beforeEach, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { breaches } from '#test/support/invariants.ts';
import { insertInterface, patchRow } from '#test/support/rows.ts';
import { madeInstance, primaryOf, type Scene, scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
let here: Scene;
beforeEach(async () => {
  server = await startServer({ transitions: 'manual', world: worldOfTwo() });
  here = await scene(server);
});
afterEach(async () => {
  expect(await breaches(server.store, server.world)).toEqual([]);
  await server.close();
});

const remove = (NetworkInterfaceId: string) =>
  server.client.vpc('DeleteNetworkInterface', { NetworkInterfaceId });
const newInterface = (spec = {}) =>
  server.store.write((tx) => insertInterface(server, tx, here, spec));

it('deletes: Deleting, then not found, and everything it held is free', async () => {
  const given = {
    primaryIpAddress: '10.0.0.9',
    privateIps: { given: ['10.0.0.10'] },
    ipv6: { given: ['2001:db8::9'] },
    tags: [{ Key: 'a', Value: 'b' }],
  };
  const id = await newInterface(given);
  expect(await remove(id)).toMatchObject({ status: 200 });
  const attributes = () =>
    server.client.vpc('DescribeNetworkInterfaceAttributes', { NetworkInterfaceId: id });
  expect((await attributes()).result).toMatchObject({ Status: 'Deleting' });
  expect(await remove(id)).toMatchObject({ status: 400, code: 'InvalidEni.InvalidStatus' });
  await server.advance(1000);
  const gone = { status: 404, code: 'InvalidEniId.NotFound' };
  expect(await attributes()).toMatchObject(gone);
  expect(await remove(id)).toMatchObject(gone);
  for (const table of ['address', 'tag', 'network_interface_security_group'] as const) {
    const rows = await server.store.read((tx) =>
      tx.select((db) => db.selectFrom(table).selectAll()),
    );
    expect(rows).toEqual([]);
  }
  await newInterface(given);
});

it.each([
  'Creating',
  'Attaching',
  'InUse',
  'Detaching',
  'Deleting',
])('refuses an interface that is %s', async (status) => {
  const instanceId = await madeInstance(server, here);
  const on = ['Attaching', 'InUse', 'Detaching'].includes(status) ? instanceId : null;
  const id = await newInterface({ status, instanceId: on });
  expect(await remove(id)).toMatchObject({ status: 400, code: 'InvalidEni.InvalidStatus' });
});

it('refuses a primary interface', async () => {
  const primaryId = await primaryOf(server, await madeInstance(server, here));
  expect(await remove(primaryId)).toMatchObject({ status: 400, code: 'InvalidEni.InvalidStatus' });
});

it('refuses a service-managed interface', async () => {
  const id = await newInterface({ serviceManaged: true });
  expect(await remove(id)).toMatchObject({
    status: 403,
    code: 'Forbidden',
    message: expect.stringContaining('service-managed'),
  });
});

it('refuses an interface of an instance that an ESI order delivered', async () => {
  const instanceId = await madeInstance(server, here);
  const primaryId = await primaryOf(server, instanceId);
  await patchRow(server, 'instance', instanceId, { scheduled_instance_id: 'esi-1' });
  expect(await remove(primaryId)).toMatchObject({
    status: 403,
    code: 'Forbidden',
    message: 'You are not authorized to perform operations on ESI related resources.',
  });
});

it("refuses another account's interface", async () => {
  const theirs = await scene(server, { client: server.as(OTHER) });
  const id = await server.store.write((tx) =>
    insertInterface(server, tx, theirs, { accountId: OTHER.accountId }),
  );
  expect(await remove(id)).toMatchObject({ status: 404, code: 'InvalidEniId.NotFound' });
});
