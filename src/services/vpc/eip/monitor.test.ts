import { afterEach, beforeEach, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer({ world: worldOfTwo() });
});
afterEach(() => server.close());

const vpc = (action: string, input: object) => server.client.vpc(action, { ...input });
const ok = (action: string, input: object) => server.client.ok('vpc', action, { ...input });
const newEip = async (client = server.client, input: object = {}): Promise<string> =>
  (await client.ok('vpc', 'AllocateEipAddress', { BillingType: 3, ...input })).AllocationId;
const shown = (AllocationId: string) =>
  ok('DescribeEipAddressHighResolutionMonitorAttribute', { AllocationId });

const WHERE = { LogProjectName: 'metrics', LogTopicName: 'eips' };
const enable = (AllocationIds: string[], input: object = {}) =>
  vpc('EnableEipAddressHighResolutionMonitor', { ...WHERE, AllocationIds, ...input });
const OFF = { LogProjectId: '', LogProjectName: '', LogTopicId: '', LogTopicName: '' };

it('monitoring goes where it is told, until it is switched off', async () => {
  const [one, two, three] = [await newEip(), await newEip(), await newEip()];
  expect(await shown(one)).toMatchObject({ AllocationId: one, ...OFF });
  expect(await enable([one, two, one])).toMatchObject({
    result: { AsyncTaskId: expect.stringMatching(/^task-/) },
  });
  const uuid = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  for (const id of [one, two]) {
    expect(await shown(id)).toMatchObject({ ...WHERE, LogProjectId: uuid, LogTopicId: uuid });
  }
  expect(await shown(three)).toMatchObject(OFF);
  await ok('DisableEipAddressHighResolutionMonitor', { AllocationIds: [one] });
  expect(await shown(one)).toMatchObject(OFF);
  expect(await shown(two)).toMatchObject(WHERE);
});

it('all of the EIPs are switched, or none', async () => {
  const one = await newEip();
  const theirs = await newEip(server.as(OTHER));
  const elsewhere = await newEip(server.client, { ProjectName: 'p' });
  const missing = { status: 404, code: 'InvalidEip.NotFound' };
  expect(await enable([one, 'eip-none'])).toMatchObject(missing);
  expect(await enable([one, theirs])).toMatchObject(missing);
  expect(await enable([one, elsewhere], { ProjectName: 'default' })).toMatchObject(missing);
  expect(await enable([])).toMatchObject({ status: 400, code: 'MissingParameter' });
  expect(await enable([one], { LogTopicName: 'A' })).toMatchObject({ status: 400 });
  expect(await shown(one)).toMatchObject(OFF);
  expect(await enable([elsewhere], { ProjectName: 'p' })).toMatchObject({ status: 200 });
  expect(
    await vpc('DescribeEipAddressHighResolutionMonitorAttribute', { AllocationId: theirs }),
  ).toMatchObject(missing);
});

it('an EIP on its way is not switched', async () => {
  await server.close();
  server = await startServer({ transitions: 'manual' });
  const AllocationId = await newEip();
  await ok('ReleaseEipAddress', { AllocationId });
  expect(await enable([AllocationId])).toMatchObject({
    status: 400,
    code: 'InvalidEip.InvalidStatus',
  });
});
