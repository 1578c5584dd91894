import { afterEach, beforeEach, expect, it } from 'vitest';
import { startServer, type TestServer } from '../support/server.ts';
import { start, useCommandLine } from './harness.ts';

useCommandLine();

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.close());

const fault = (...args: string[]) => start(['fault', ...args, '--endpoint', server.url]).ended;
const create = () => server.client.vpc('CreateVpc', { CidrBlock: '10.0.0.0/16' });

it('adds a fault that strikes, lists it and removes it', async () => {
  const added = await fault('add', 'CreateVpc', '--refuse', 'FlowLimitExceeded', '--times', '0');
  expect(added).toMatchObject({ code: 0, err: '' });
  expect(added.out).toBe(
    'fault-1: vpc:CreateVpc, before: refuse FlowLimitExceeded; requests: all, until it is removed\n',
  );
  expect((await create()).code).toBe('FlowLimitExceeded');
  expect((await fault('list')).out).toContain('struck: 1');
  expect((await fault('remove', 'fault-1')).out).toContain('Removed: fault-1');
  expect((await create()).code).toBe('');
  expect((await fault('list')).out).toBe('There are no faults.\n');
});

it('sends what every option says, and prints the answer with --json', async () => {
  const { out } = await fault(
    ...['add', 'ecs:RunInstances', '--fail', 'no host is free', '--skip', '1', '--json'],
    ...['--probability', '0.5', '--seed', '7', '--account', server.credentials.accountId],
    ...['--parameter', 'Count=2', '--parameter', 'NetworkInterfaces.1.SubnetId=subnet-1'],
  );
  expect(JSON.parse(out)).toEqual({ id: 'fault-1' });
  await fault('add', 'CreateVpc', '--when', 'answer', '--delay', '5s');
  await fault('add', 'CreateVpc', '--refuse', 'Own', '--status', '418', '--message', 'a teapot');
  const listed = await fault('list', '--json');
  expect(JSON.parse(listed.out).faults).toEqual([
    {
      id: 'fault-1',
      service: 'ecs',
      action: 'RunInstances',
      account: server.credentials.accountId,
      parameters: { Count: '2', 'NetworkInterfaces.1.SubnetId': 'subnet-1' },
      skip: 1,
      probability: 0.5,
      seed: 7,
      when: 'settle',
      fail: 'no host is free',
      struck: 0,
    },
    {
      id: 'fault-2',
      service: 'vpc',
      action: 'CreateVpc',
      when: 'answer',
      delayMs: 5000,
      struck: 0,
    },
    {
      id: 'fault-3',
      service: 'vpc',
      action: 'CreateVpc',
      when: 'before',
      refuse: { code: 'Own', status: 418, message: 'a teapot' },
      struck: 0,
    },
  ]);
  expect((await fault('remove', '--all')).out).toBe('Removed: 3.\n');
});

it('says what it does not know, as wrong usage', async () => {
  const unknown = await fault('add', 'CreateVcp', '--cut');
  expect(unknown.code).toBe(2);
  expect(unknown.err).toContain('nearest are CreateVpc');
  expect((await fault('add', 'CreateVpc')).err).toContain('one of refuse, delayMs, cut');
  // The command is well formed but there is no such fault, so the exit code is 1, as with accounts
  // and snapshots.
  expect(await fault('remove', 'fault-9')).toMatchObject({ code: 1 });
});
