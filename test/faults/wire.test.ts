import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '#platform/clock.ts';
import { systemClock } from '#platform/clock.ts';
import { Connection } from '../support/connection.ts';
import { request } from '../support/request.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { addFault, struck } from './ask.ts';

const ANSWER = { service: 'vpc', action: 'CreateVpc', when: 'answer' } as const;

/** The machine's clock, but a test decides when the delays of faults end. */
class HeldClock implements Clock {
  readonly now = systemClock.now;
  readonly elapsed = systemClock.elapsed;
  readonly delays: (() => void)[] = [];
  #waiting: (() => void)[] = [];

  wakeAfter(ms: number, wake: () => void): () => void {
    if (ms !== DELAY_MS) return systemClock.wakeAfter(ms, wake);
    this.delays.push(wake);
    for (const look of this.#waiting.splice(0)) look();
    return () => {};
  }

  /** Resolves when a fault delays something. */
  async delaying(): Promise<void> {
    while (this.delays.length === 0) await new Promise<void>((look) => this.#waiting.push(look));
  }
}

/** A delay by which the fault is known: no other wait is so long. */
const DELAY_MS = 1_234_567;

let clock: HeldClock;
let server: TestServer;
let connections: Connection[];
beforeEach(async () => {
  clock = new HeldClock();
  connections = [];
  server = await startServer({ clock });
});
afterEach(async () => {
  for (const connection of connections) connection.destroy();
  await server.close();
});

async function open(): Promise<Connection> {
  const connection = await Connection.open(server.host);
  connections.push(connection);
  return connection;
}

const create = () =>
  request({ service: 'vpc', action: 'CreateVpc', query: { CidrBlock: '10.0.0.0/16' } });
const look = () => request({ service: 'vpc', action: 'DescribeVpcs' });
const vpcs = async () => (await server.client.ok('vpc', 'DescribeVpcs')).TotalCount;

/** All bytes that come, and how the connection ends: by `end` or by an error's code. */
function drained(bytes: Buffer): Promise<{ text: string; end: string }> {
  const { hostname, port } = new URL(server.url);
  return new Promise((done) => {
    const socket: Socket = connect({ host: hostname, port: Number(port) });
    let text = '';
    const over = (end: string) => done({ text, end });
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.on('end', () => over('end'));
    socket.on('error', (error) => over((error as { code?: string }).code ?? ''));
    socket.write(bytes);
  });
}

const parts = (text: string) => {
  const [head = '', body = ''] = text.split('\r\n\r\n');
  return { length: Number(/content-length: (\d+)/i.exec(head)?.[1]), body, head };
};

it('cut: the connection is reset, without a byte, and what was asked is done', async () => {
  await addFault(server, { ...ANSWER, cut: true });
  expect(await drained(create())).toEqual({ text: '', end: 'ECONNRESET' });
  expect(await vpcs()).toBe(1);
});

it('cut before: the connection is reset, and nothing is done', async () => {
  await addFault(server, { ...ANSWER, when: 'before', cut: true });
  expect(await drained(create())).toEqual({ text: '', end: 'ECONNRESET' });
  expect(await vpcs()).toBe(0);
});

it('half: the length of the whole, half of it, and the end', async () => {
  await addFault(server, { ...ANSWER, half: true });
  const { text, end } = await drained(create());
  const { length, body, head } = parts(text);
  expect([end, head.split('\r\n')[0]]).toEqual(['end', 'HTTP/1.1 200 OK']);
  expect(body.length).toBe(length >> 1);
  expect(await vpcs()).toBe(1);
});

it('misstate: half the length, the whole of it, and the end', async () => {
  await addFault(server, { ...ANSWER, misstate: true });
  const { text, end } = await drained(create());
  const { length, body } = parts(text);
  expect(end).toBe('end');
  expect(JSON.parse(body).Result.VpcId).toMatch(/^vpc-/);
  expect(length).toBe(body.length >> 1);
});

describe.each([
  'cut',
  'half',
  'misstate',
] as const)('%s on a connection with other requests', (kind) => {
  it('leaves the answers before it whole, and the server to others', async () => {
    await addFault(server, { ...ANSWER, [kind]: true });
    const connection = await open();
    expect((await connection.ask(look())).status).toBe(200);
    connection.write(Buffer.concat([look(), look(), create(), look()]));
    expect((await connection.answer())?.status).toBe(200);
    // Requests of one connection are carried out side by side: only their answers have an order.
    expect((await connection.answer())?.json.Result.TotalCount).toBeTypeOf('number');
    const rest = await connection.answer().catch((torn: Error) => torn);
    expect(kind === 'cut' ? rest : rest?.constructor.name).toEqual(
      kind === 'cut' ? undefined : kind === 'half' ? 'Error' : 'Object',
    );
    expect(await vpcs()).toBe(1);
  });
});

describe('a delay', () => {
  it('of an answer comes after the commit, and holds up only what follows on its connection', async () => {
    await addFault(server, { ...ANSWER, delayMs: DELAY_MS });
    const connection = await open();
    connection.write(Buffer.concat([create(), look()]));
    await clock.delaying();
    expect(await vpcs()).toBe(1);
    for (const wake of clock.delays) wake();
    expect((await connection.answer())?.json.Result.VpcId).toMatch(/^vpc-/);
    expect((await connection.answer())?.status).toBe(200);
  });

  it('before comes before anything is done', async () => {
    await addFault(server, { ...ANSWER, when: 'before', delayMs: DELAY_MS });
    const connection = await open();
    connection.write(create());
    await clock.delaying();
    expect(await vpcs()).toBe(0);
    for (const wake of clock.delays) wake();
    expect((await connection.answer())?.status).toBe(200);
    expect(await vpcs()).toBe(1);
  });

  it.each([
    'before',
    'answer',
  ] as const)('%s does not keep the server from closing', async (when) => {
    await addFault(server, { ...ANSWER, when, delayMs: DELAY_MS });
    const connection = await open();
    connection.write(create());
    await clock.delaying();
    await server.close();
    expect((await connection.answer())?.status).toBe(200);
    expect(await connection.answer()).toBeUndefined();
  });

  it('of an answer that nobody waits for any more does no harm', async () => {
    await addFault(server, { ...ANSWER, delayMs: DELAY_MS });
    const connection = await open();
    const left = new Promise((done) => {
      server.http.server.once('request', (_, response) => response.once('close', done));
    });
    connection.write(create());
    await clock.delaying();
    connection.reset();
    await left;
    expect(server.control.gauges().inFlight).toBe(0);
    for (const wake of clock.delays) wake();
    expect(await vpcs()).toBe(1);
  });

  it('goes before what breaks the next answer off on the same connection', async () => {
    await addFault(server, { ...ANSWER, action: 'DescribeVpcs', delayMs: DELAY_MS });
    const id = await addFault(server, { ...ANSWER, cut: true });
    const connection = await open();
    connection.write(Buffer.concat([look(), create()]));
    await clock.delaying();
    while (!(await struck(server, id))) await server.settled();
    for (const wake of clock.delays) wake();
    expect((await connection.answer())?.status).toBe(200);
    expect(await connection.answer()).toBeUndefined();
  });
});
