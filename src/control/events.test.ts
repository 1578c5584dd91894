import { connect } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { eventsOf, type ServerEvent } from '#cli/event-stream.ts';
import type { ServerOptions } from '#server.ts';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
const start = async (options?: ServerOptions) => {
  server = await startServer(options);
};
afterEach(() => server.close());

/** A reader of events, from when the stream is open. */
async function reader(query = '', after?: string) {
  const events = eventsOf(server.url, new URLSearchParams(query), undefined, after);
  const opened = await events.next();
  return {
    opened: opened.value as ServerEvent,
    /** Resolves to the next `count` events. */
    async take(count: number): Promise<ServerEvent[]> {
      const taken: ServerEvent[] = [];
      while (taken.length < count) taken.push((await events.next()).value);
      return taken;
    },
    async rest(): Promise<ServerEvent[]> {
      const taken: ServerEvent[] = [];
      for await (const event of events) taken.push(event);
      return taken;
    },
    end: () => events.return(undefined),
  };
}

const said = (events: readonly ServerEvent[]) =>
  events.map(({ event, data }) => [event, data.type ?? data.action, data.to ?? data.status]);

it('tells what becomes of resources and which requests were answered, in order', async () => {
  await start({ transitions: 'manual' });
  const events = await reader();
  const { VpcId } = await server.client.ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
  await server.advance(60_000);
  await server.client.vpc('DeleteVpc', { VpcId: 'vpc-none' });
  await server.client.ok('vpc', 'DeleteVpc', { VpcId });
  await server.advance(60_000);
  await server.reset();
  const told: ServerEvent[] = [];
  while (told.at(-1)?.event !== 'reset') told.push(...(await events.take(1)));
  expect(told.filter(({ event }) => event === 'answered').map(({ data }) => data.action)).toEqual([
    'CreateVpc',
    'DeleteVpc',
    'DeleteVpc',
  ]);
  const ofVpc = told.filter(({ data }) => data.id === VpcId);
  // The changes of a request are told before its answer.
  expect(told.indexOf(ofVpc[0] as ServerEvent)).toBeLessThan(
    told.findIndex(({ event }) => event === 'answered'),
  );
  expect(ofVpc.map(({ event, data }) => [event, data])).toEqual([
    ['made', { type: 'vpc', ...whose(VpcId), from: null, to: 'Creating', revision: 1 }],
    ['changed', { type: 'vpc', ...whose(VpcId), from: 'Creating', to: 'Available', revision: 2 }],
    ['changed', { type: 'vpc', ...whose(VpcId), from: 'Available', to: 'Pending', revision: 3 }],
    ['gone', { type: 'vpc', ...whose(VpcId), from: 'Pending', to: null, revision: 3 }],
  ]);
  await events.end();
});

const whose = (id: string) => ({
  id,
  account: server.credentials.accountId,
  region: 'cn-beijing',
});

it('is filtered by account and by type', async () => {
  await start({ world: worldOfTwo() });
  const mine = await reader(`account=${OTHER.accountId}&type=vpc,answered`);
  await server.client.ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
  await server.as(OTHER).ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
  await server.as(OTHER).vpc('DescribeVpcs');
  expect(said(await mine.take(3))).toEqual([
    ['made', 'vpc', 'Available'],
    ['answered', 'CreateVpc', 200],
    ['answered', 'DescribeVpcs', 200],
  ]);
  await mine.end();
});

it('goes on where a reader was cut off, or says that the past is gone', async () => {
  await start();
  const first = await reader('type=answered');
  await server.client.vpc('DescribeVpcs');
  const [seen] = await first.take(1);
  await first.end();
  await server.client.vpc('DescribeSubnets');
  const again = await reader('type=answered', seen?.id);
  expect(said(await again.take(1))).toEqual([['answered', 'DescribeSubnets', 200]]);
  await again.end();
  const stranger = await reader('type=answered', 'another-1');
  const [missed] = await stranger.take(1);
  expect(missed).toMatchObject({ event: 'missed', data: { reason: expect.any(String) } });
  await stranger.end();
});

it('tells of a reset', async () => {
  await start();
  const events = await reader('type=reset&account=2100000001');
  await server.reset();
  expect(await events.take(1)).toMatchObject([{ event: 'reset', data: { account: null } }]);
  await events.end();
});

it('ends when the server does', async () => {
  await start();
  const events = await reader();
  const rest = events.rest();
  await server.close();
  expect(await rest).toEqual([]);
});

it.each([
  ['type=nothing', 'network_interface'],
  ['typ=vpc', 'typ'],
])('refuses %s and says what there is', async (query, named) => {
  await start();
  const response = await fetch(`${server.url}/_tenon/events?${query}`);
  // biome-ignore lint/suspicious/noExplicitAny: an envelope
  const body: any = await response.json();
  expect([response.status, body.ResponseMetadata.Error.Message]).toEqual([
    400,
    expect.stringContaining(named),
  ]);
});

it('collects nothing where nobody listens, and costs the store nothing', async () => {
  await start();
  const before = server.control.gauges();
  await server.client.vpc('DescribeVpcs');
  expect(before).toMatchObject({ eventListeners: 0, eventsKept: 0 });
  expect(server.control.gauges()).toMatchObject({ eventListeners: 0, eventsKept: 0 });
});

it('drops a reader that reads nothing, and says why', async () => {
  await start();
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  socket.write(`GET /_tenon/events?type=answered HTTP/1.1\r\nHost: ${hostname}:${port}\r\n\r\n`);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  await new Promise((resolve) => socket.once('data', resolve));
  socket.pause();
  const { eventLog } = server;
  // This is more than the kernel buffers and the server keeps for a listener.
  const data = { filler: 'x'.repeat(1 << 20) };
  for (let n = 0; n < 64 && eventLog.listeners > 0; n += 1) {
    eventLog.publish({ event: 'answered', type: '', account: '', data });
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(eventLog.listeners).toBe(0);
  socket.on('error', () => {});
  socket.resume();
  await closed;
});

it('tells of a fault that struck', async () => {
  await start();
  const events = await reader('type=struck,answered');
  const fault = {
    service: 'vpc',
    action: 'DescribeVpcs',
    when: 'before',
    refuse: { code: 'InternalError' },
  };
  const made = await fetch(`${server.url}/_tenon/faults`, {
    method: 'POST',
    body: JSON.stringify(fault),
  });
  const { id } = (await made.json()) as { id: string };
  const reply = await server.client.vpc('DescribeVpcs');
  expect(await events.take(2)).toMatchObject([
    {
      event: 'struck',
      data: {
        faultId: id,
        requestId: reply.envelope.ResponseMetadata.RequestId,
        account: server.credentials.accountId,
        action: 'DescribeVpcs',
        when: 'before',
        effect: 'refuse',
      },
    },
    { event: 'answered', data: { code: 'InternalError' } },
  ]);
  await events.end();
});
