import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Struck } from '#faults/faults.ts';
import type { FaultInput } from '#faults/spec.ts';
import { OTHER, worldOfTwo } from '../support/accounts.ts';
import { Connection } from '../support/connection.ts';
import { request } from '../support/request.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { addFault, ask, struck } from './ask.ts';

const CREATE = { service: 'vpc', action: 'CreateVpc', when: 'before' } as const;
const REFUSED = { ...CREATE, refuse: { code: 'FlowLimitExceeded' } } as const;

let server: TestServer;
let strikes: Struck[];
beforeEach(async () => {
  strikes = [];
  server = await startServer({ world: worldOfTwo(), onStruck: (each) => strikes.push(each) });
});
afterEach(() => server.close());

const create = (input: object = {}, client = server.client) =>
  client.vpc('CreateVpc', { CidrBlock: '10.0.0.0/16', ...input });
const codes = async (count: number) => {
  const answers: string[] = [];
  for (let n = 0; n < count; n += 1) answers.push((await create()).code);
  return answers;
};
const vpcs = async () => (await server.client.ok('vpc', 'DescribeVpcs')).TotalCount;

describe('which requests are struck', () => {
  it('the first, unless told', async () => {
    const id = await addFault(server, REFUSED);
    expect(await codes(2)).toEqual(['FlowLimitExceeded', '']);
    expect(await struck(server, id)).toBe(1);
  });

  it('so many after so many others', async () => {
    const id = await addFault(server, { ...REFUSED, skip: 1, times: 2 });
    expect(await codes(5)).toEqual(['', 'FlowLimitExceeded', 'FlowLimitExceeded', '', '']);
    expect(await struck(server, id)).toBe(2);
  });

  it('all, until it is removed', async () => {
    const id = await addFault(server, { ...REFUSED, times: 0 });
    expect(await codes(3)).toEqual(Array(3).fill('FlowLimitExceeded'));
    const removed = await ask(server, 'DELETE', `faults/${id}`);
    expect(removed.body).toEqual({ id, ...REFUSED, times: 0, struck: 3 });
    expect(await codes(1)).toEqual(['']);
  });

  it('by chance, and the same for the same seed', async () => {
    const chance = { ...REFUSED, action: 'DescribeVpcs', times: 0, probability: 0.5, seed: 7 };
    const codes = async (count: number) => {
      const answers: string[] = [];
      for (let n = 0; n < count; n += 1)
        answers.push((await server.client.vpc('DescribeVpcs')).code);
      return answers;
    };
    const once = await addFault(server, chance);
    const first = await codes(24);
    await ask(server, 'DELETE', `faults/${once}`);
    await addFault(server, chance);
    expect(await codes(24)).toEqual(first);
    await ask(server, 'DELETE', 'faults');
    await addFault(server, { ...chance, seed: 8 });
    expect(await codes(24)).not.toEqual(first);
    const struckThen = first.filter((code) => code !== '').length;
    expect(struckThen).toBeGreaterThan(5);
    expect(struckThen).toBeLessThan(19);
  });

  it('of one account alone', async () => {
    await addFault(server, { ...REFUSED, account: OTHER.accountId, times: 0 });
    expect((await create()).code).toBe('');
    expect((await create({}, server.as(OTHER))).code).toBe('FlowLimitExceeded');
  });

  it('with these values, as the contract spells them, whatever way they came', async () => {
    const parameters = { CidrBlock: '10.1.0.0/16', 'DnsServers.1': '1.1.1.1' };
    await addFault(server, { ...REFUSED, times: 0, parameters });
    expect((await create()).code).toBe('');
    expect((await create({ CidrBlock: '10.1.0.0/16' })).code).toBe('');
    const both = { CidrBlock: '10.1.0.0/16' };
    expect((await create({ ...both, 'DnsServers.1': '2.2.2.2' })).code).toBe('');
    expect((await create({ ...both, 'DnsServers.1': '1.1.1.1' })).code).toBe('FlowLimitExceeded');
    expect((await create({ ...both, 'DnsServers.0': '1.1.1.1' })).code).toBe('FlowLimitExceeded');
    const connection = await Connection.open(server.host);
    const json = await connection.ask(
      request({
        service: 'vpc',
        action: 'CreateVpc',
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...both, DnsServers: ['1.1.1.1'] }),
      }),
    );
    connection.destroy();
    expect(json.status).toBe(429);
  });

  it('none that would not have been carried out: of a wrong signature, or with a parameter missing', async () => {
    const id = await addFault(server, REFUSED);
    const stranger = server.as({ ...OTHER, secretAccessKey: 'wrong' });
    expect((await create({}, stranger)).code).toBe('SignatureDoesNotMatch');
    expect((await create({ CidrBlock: undefined })).status).toBe(400);
    expect(await struck(server, id)).toBe(0);
    expect((await create()).code).toBe('FlowLimitExceeded');
  });

  it('by the first of several faults, then by the next', async () => {
    await addFault(server, REFUSED);
    await addFault(server, { ...CREATE, refuse: { code: 'AccessDenied' } });
    expect(await codes(3)).toEqual(['FlowLimitExceeded', 'AccessDenied', '']);
  });
});

describe('an answer', () => {
  it('is struck only if the action was carried out', async () => {
    const lost: FaultInput = {
      ...CREATE,
      when: 'answer',
      refuse: { code: 'ServiceUnavailableTemp' },
    };
    const id = await addFault(server, lost);
    expect((await create({ CidrBlock: '1.2.3.0/24' })).status).toBe(400);
    expect(await struck(server, id)).toBe(0);
    expect(await create()).toMatchObject({ status: 503, code: 'ServiceUnavailableTemp' });
    expect(await vpcs()).toBe(1);
  });

  it('with a ClientToken, lost and asked for again, is that of what was done', async () => {
    await addFault(server, { ...CREATE, when: 'answer', refuse: { code: 'InternalError' } });
    expect((await create({ ClientToken: 'one' })).status).toBe(500);
    const again = await create({ ClientToken: 'one' });
    expect(again.status).toBe(200);
    expect(await vpcs()).toBe(1);
  });
});

it('says Retry-After with a 429', async () => {
  await addFault(server, REFUSED);
  const connection = await Connection.open(server.host);
  const query = { CidrBlock: '10.0.0.0/16' };
  const answer = await connection.ask(request({ service: 'vpc', action: 'CreateVpc', query }));
  connection.destroy();
  expect([answer.status, answer.headers['retry-after']]).toEqual([429, '1']);
  expect(answer.json.ResponseMetadata.Error).toMatchObject({
    Code: 'FlowLimitExceeded',
    CodeN: 100018,
  });
});

it('refuses nonsense by its name, in the envelope', async () => {
  const { status, body } = await ask(server, 'POST', 'faults', { ...REFUSED, tmies: 1 });
  expect(status).toBe(400);
  expect(body.ResponseMetadata.Error.Message).toContain(
    'there is no field [tmies], there is service',
  );
  const wrong = await ask(server, 'POST', 'faults', { ...CREATE, hold: true });
  expect(wrong.status).toBe(400);
  expect(wrong.body.ResponseMetadata.Error.Message).toContain('[hold] cannot happen before');
  expect((await ask(server, 'DELETE', 'faults/fault-9')).status).toBe(404);
  expect((await ask(server, 'GET', 'faults')).body).toEqual({ faults: [] });
});

it('counts each strike in the metrics, and tells of it', async () => {
  const id = await addFault(server, REFUSED);
  await create();
  expect(strikes).toEqual([
    {
      faultId: id,
      when: 'before',
      effect: 'refuse',
      service: 'vpc',
      action: 'CreateVpc',
      accountId: server.credentials.accountId,
      requestId: expect.any(String),
    },
  ]);
  const scrape = await (await fetch(`${server.url}/_tenon/metrics`)).text();
  expect(scrape).toContain('tenon_faults_struck_total{when="before",kind="refuse"} 1');
});

it('are gone at a reset, and those of the world are in place again', async () => {
  await server.close();
  server = await startServer({ faults: [REFUSED] });
  expect(await codes(2)).toEqual(['FlowLimitExceeded', '']);
  await addFault(server, { ...REFUSED, times: 0 });
  await server.reset();
  const { body } = await ask(server, 'GET', 'faults');
  expect(body.faults).toEqual([{ id: 'fault-3', ...REFUSED, struck: 0 }]);
  expect(await codes(2)).toEqual(['FlowLimitExceeded', '']);
});

it('of one account are forgotten alone', async () => {
  await addFault(server, { ...REFUSED, account: OTHER.accountId });
  await addFault(server, REFUSED);
  server.control.faults.forget(OTHER.accountId);
  expect(server.control.faults.list().map(({ id }) => id)).toEqual(['fault-2']);
});
