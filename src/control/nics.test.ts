import { afterEach, expect, it } from 'vitest';
import { MemoryPlane } from '#test/support/memory-plane.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
afterEach(() => server.close());

async function ask(path: string, method = 'GET') {
  const response = await fetch(`${server.url}/_tenon/instances/${path}`, { method });
  // biome-ignore lint/suspicious/noExplicitAny: answers differ
  return { status: response.status, body: (await response.json()) as any };
}

const place = (id: string) => ({ id, running: true, hostname: id });
const nic = (n: number) => ({
  id: `eni-${n}`,
  networkId: 'vpc-1',
  mac: `00:16:3e:00:00:0${n}`,
  primary: n === 1,
  addresses: [`10.0.0.${n}/24`],
});

it('shows what the NICs of an instance count, and nothing of others', async () => {
  const plane = Object.assign(new MemoryPlane(), {
    counters: async () =>
      [1, 3].map((n) => ({
        nicId: `eni-${n}`,
        receivedBytes: n,
        receivedPackets: n,
        sentBytes: n,
        sentPackets: n,
        dropped: { 'no-route': n },
      })),
  });
  server = await startServer({ dataPlane: plane });
  // The test plugs these NICs behind the server's back, because it cannot choose the ids of those
  // that the server plugs.
  for (const id of ['i-1', 'i-2', 'i-3']) await plane.ensureInstance(place(id), 1);
  await plane.plug(nic(1), 'i-1', 1);
  await plane.plug(nic(2), 'i-1', 1);
  await plane.plug(nic(3), 'i-2', 1);
  const none = { receivedBytes: 0, receivedPackets: 0, sentBytes: 0, sentPackets: 0, dropped: {} };
  const one = { receivedBytes: 1, receivedPackets: 1, sentBytes: 1, sentPackets: 1 };
  expect(await ask('i-1/nics')).toEqual({
    status: 200,
    body: {
      instanceId: 'i-1',
      nics: [
        { nicId: 'eni-1', ...one, dropped: { 'no-route': 1 } },
        { nicId: 'eni-2', ...none },
      ],
    },
  });
  expect((await ask('i-3/nics')).body).toEqual({ instanceId: 'i-3', nics: [] });
});

it('refuses what is not there', async () => {
  server = await startServer();
  const { status, body } = await ask('i-1/nics');
  expect([status, body.ResponseMetadata.Error.Code]).toEqual([404, 'InvalidInstance.NotFound']);
  expect((await ask('i-1/nics', 'POST')).status).toBe(405);
  for (const path of ['i-1', 'i-1/', 'i-1/none', 'i-1/nics/x', 'i-1/constructor']) {
    const refused = await ask(path);
    expect([path, refused.status]).toEqual([path, 404]);
    expect(refused.body.ResponseMetadata.Error.Message).toContain('instances/{instanceId}/nics');
  }
});
