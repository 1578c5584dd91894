import { afterEach, expect, it } from 'vitest';
import type { DataPlane, PublicCounters } from '#dataplane/driver.ts';
import { MemoryPlane } from '#test/support/memory-plane.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
afterEach(() => server.close());

async function start(dataPlane?: DataPlane): Promise<string> {
  server = await startServer(dataPlane && { dataPlane });
  const made = await server.client.ok('vpc', 'AllocateEipAddress', { BillingType: 3 });
  return made.AllocationId;
}

async function ask(id: string) {
  const response = await fetch(`${server.url}/_tenon/eips/${id}/traffic`);
  // biome-ignore lint/suspicious/noExplicitAny: answers differ
  return { status: response.status, body: (await response.json()) as any };
}

const NOTHING = { receivedBytes: 0, receivedPackets: 0, sentBytes: 0, sentPackets: 0 };

it('shows what an EIP carries, as it is now', async () => {
  const counted: PublicCounters[] = [];
  const plane = Object.assign(new MemoryPlane(), { publicCounters: async () => counted });
  const allocationId = await start(plane);
  const told = { allocationId, counted: true, why: '' };
  expect(await ask(allocationId)).toEqual({
    status: 200,
    body: { ...told, total: NOTHING, minutes: [] },
  });
  const carried = { receivedBytes: 300, receivedPackets: 3, sentBytes: 100, sentPackets: 1 };
  counted.push({ id: allocationId, ...NOTHING });
  await ask(allocationId);
  counted.splice(0, 1, { id: allocationId, ...carried });
  const beginsAt = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:00\.000Z$/);
  expect((await ask(allocationId)).body).toEqual({
    ...told,
    total: carried,
    minutes: [{ beginsAt, ...carried }],
  });
});

it('shows zeros, and why, where nothing is counted', async () => {
  const zeros = { counted: false, total: NOTHING, minutes: [] };
  const id = await start();
  expect((await ask(id)).body).toEqual({
    allocationId: id,
    ...zeros,
    why: 'no data plane is configured: EIPs are recorded, and carry nothing',
  });
  await server.close();
  const other = await start(new MemoryPlane());
  expect((await ask(other)).body).toMatchObject({
    ...zeros,
    why: 'the data plane memory counts nothing of EIPs',
  });
});

it('refuses an EIP that is not there', async () => {
  await start();
  const { status, body } = await ask('eip-none');
  expect([status, body.ResponseMetadata.Error.Code]).toEqual([404, 'InvalidEip.NotFound']);
});
