import { afterEach, beforeEach, expect, it } from 'vitest';
import { ManualClock } from '#platform/clock.ts';
import { CommandingPlane } from '#test/support/commanding-plane.ts';
import { MemoryPlane } from '#test/support/memory-plane.ts';
import { onPostgres } from '#test/support/postgres.ts';
import { scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { placeOn, type TestStore } from '#test/support/stores.ts';

const MINUTE = 60_000;

let clock: ManualClock;
let place: TestStore;
let plane: CommandingPlane;
let server: TestServer;
let instances: readonly string[];

async function start(options: Parameters<typeof startServer>[0] = {}) {
  server = await startServer({
    ...{ clock, auth: 'lenient', store: place.url, dataPlane: plane },
    ...options,
  });
}

beforeEach(async () => {
  clock = new ManualClock(Date.UTC(2030, 0, 10));
  place = await placeOn(onPostgres ? 'postgres' : 'sqlite');
  plane = new CommandingPlane();
  await start();
  instances = (await scene(server, { instances: 2 })).instanceIds.toSorted();
});
afterEach(async () => {
  await server.close();
  await place.leave();
});

const ok = (action: string, input = {}) => server.client.ok('ecs', action, input);
const send = async (CommandContent: string, more = {}): Promise<string> => {
  const { InvocationId } = await ok('RunCommand', {
    ...{ CommandContent, ContentEncoding: 'PlainText', Type: 'Shell', InvocationName: 'sent' },
    InstanceIds: instances,
    ...more,
  });
  await server.settled();
  return InvocationId;
};
const invocation = async (InvocationId: string) =>
  (await ok('DescribeInvocations', { InvocationId })).Invocations[0];
const results = async (InvocationId: string) =>
  (await ok('DescribeInvocationResults', { InvocationId })).InvocationResults;
const base64 = (text: string) => Buffer.from(text).toString('base64');
const goingOn = () => [...plane.commands.list().keys()];
const utc = (ms: number) => new Date(ms).toISOString().replace(/:\d\d\.\d+Z$/, 'Z');

it('is carried out, with what it wrote and its exit code', async () => {
  const id = await send('echo hi', { WorkingDir: '/srv', Username: 'ops', Timeout: 100 });
  expect(await invocation(id)).toMatchObject({ InvocationStatus: 'Success' });
  const end = {
    ...{ InvocationResultStatus: 'Success', ExitCode: 0, Output: base64('hi\n') },
    ...{ ErrorCode: '', ErrorMessage: '' },
  };
  expect(await results(id)).toMatchObject([end, end]);
  expect(plane.begun.map(({ instanceId }) => instanceId).sort()).toEqual(instances);
  expect(plane.begun[0]?.command).toMatchObject({
    ...{ program: ['sh'], script: base64('echo hi') },
    ...{ workingDir: '/srv', username: 'ops', timeoutSeconds: 100 },
  });
  expect(goingOn()).toEqual([]);
});

it('has failed where its exit code is another than 0', async () => {
  const id = await send('exit 3');
  expect(await invocation(id)).toMatchObject({ InvocationStatus: 'Failed' });
  expect(await results(id)).toMatchObject([
    { InvocationResultStatus: 'Failed', ExitCode: 3, ErrorCode: 'TaskExecutionFailed' },
    { ExitCode: 3 },
  ]);
});

it('is Running until it has ended everywhere', async () => {
  const id = await send('echo hi; sleep');
  const [one = '', two = ''] = goingOn();
  expect(await invocation(id)).toMatchObject({ InvocationStatus: 'Running', EndTime: '' });
  plane.finish(one);
  await server.settled();
  expect(await invocation(id)).toMatchObject({ InvocationStatus: 'Running', EndTime: '' });
  expect(await results(id)).toMatchObject([
    { InvocationResultStatus: 'Success', Output: base64('hi\n') },
    { InvocationResultStatus: 'Running', EndTime: '' },
  ]);
  plane.finish(two, { exitCode: 1 });
  await server.settled();
  expect(await invocation(id)).toMatchObject({ InvocationStatus: 'PartialFailed' });
});

it('is ended by its timeout', async () => {
  const id = await send('echo hi; sleep', { Timeout: 30 });
  plane.pass(30_000);
  await server.settled();
  expect(await invocation(id)).toMatchObject({ InvocationStatus: 'Failed' });
  const end = { InvocationResultStatus: 'Timeout', ErrorCode: 'TaskExecutionTimeout' };
  expect(await results(id)).toMatchObject([{ ...end, Output: base64('hi\n') }, end]);
});

it('is ended when it is stopped', async () => {
  const id = await send('sleep');
  expect(goingOn()).toHaveLength(2);
  await ok('StopInvocation', { InvocationId: id });
  await server.settled();
  expect(goingOn()).toEqual([]);
  expect(await invocation(id)).toMatchObject({ InvocationStatus: 'Stopped' });
  const end = { InvocationResultStatus: 'Failed', ErrorMessage: 'the invocation was stopped' };
  expect(await results(id)).toMatchObject([end, end]);
});

it('is ended with its instance, and goes on in the other', async () => {
  const id = await send('sleep');
  const [one = '', two = ''] = instances;
  await ok('StopInstance', { InstanceId: one });
  await server.settled();
  const stopped = {
    InvocationResultStatus: 'Failed',
    ErrorCode: 'TaskExecutionFailed',
    ErrorMessage: 'the instance stopped while the command ran',
  };
  expect(await results(id)).toMatchObject([stopped, { InvocationResultStatus: 'Running' }]);
  await ok('DeleteInstance', { InstanceId: two });
  await server.settled();
  expect(await results(id)).toMatchObject([stopped, stopped]);
  expect(await invocation(id)).toMatchObject({ InvocationStatus: 'Failed' });
});

it('says why it was refused', async () => {
  await plane.removeInstance(instances[0] ?? '');
  const id = await send('echo hi');
  expect(await invocation(id)).toMatchObject({ InvocationStatus: 'PartialFailed' });
  expect((await results(id))[0]).toMatchObject({
    ...{ InvocationResultStatus: 'Failed', ExitCode: 1 },
    ErrorMessage: `there is no instance ${instances[0]} that runs`,
  });
});

it('says what is left out of what it wrote', async () => {
  const id = await send('echo {{a}}\necho {{a}}\necho {{a}}', {
    EnableParameter: true,
    ParameterDefinitions: [{ Name: 'a' }],
    Parameters: JSON.stringify({ a: 'x'.repeat(9999) }),
  });
  const left = 30_000 - 24 * 1024;
  expect((await results(id))[0]).toMatchObject({
    ...{ InvocationResultStatus: 'Success', ErrorCode: '' },
    ErrorMessage: `the first ${left} bytes of the output are left out`,
  });
});

it('has failed when the server ends while it runs', async () => {
  const id = await send('sleep');
  await server.close();
  await start();
  await server.settled();
  expect(await invocation(id)).toMatchObject({ InvocationStatus: 'Failed' });
  const lost = {
    InvocationResultStatus: 'Failed',
    ErrorMessage: 'the server ended while the command ran, and ended it',
  };
  expect(await results(id)).toMatchObject([lost, lost]);
  expect(plane.begun).toHaveLength(2);
});

it('has failed when the next server carries nothing out', async () => {
  const id = await send('sleep');
  await server.close();
  await start({ dataPlane: new MemoryPlane() });
  await server.settled();
  expect(await invocation(id)).toMatchObject({ InvocationStatus: 'Failed' });
});

it('is ended by the repair when nobody waits for it', async () => {
  const id = await send('sleep');
  const [one = ''] = goingOn();
  plane.start(
    { ...(plane.begun[0]?.command ?? expect.fail()), id: 'ivr-stray-intent-stray' },
    instances[0] ?? '',
  );
  clock.advance(MINUTE);
  await server.settled();
  expect(goingOn()).not.toContain('ivr-stray-intent-stray');
  expect(goingOn()).toContain(one);
  expect(await invocation(id)).toMatchObject({ InvocationStatus: 'Running' });
});

it('is found by the repair when its end was not heard', async () => {
  const id = await send('sleep');
  const deaf = { nicLost() {}, floated() {}, failed() {} };
  await plane.open(deaf);
  for (const going of goingOn()) plane.finish(going);
  expect(await invocation(id)).toMatchObject({ InvocationStatus: 'Running' });
  clock.advance(MINUTE);
  await server.settled();
  expect(await invocation(id)).toMatchObject({ InvocationStatus: 'Success' });
  expect(goingOn()).toEqual([]);
});

it('is carried out at each of its times, but not while the last goes on', async () => {
  const at = clock.now() + 10 * MINUTE;
  const id = await send('sleep', {
    ...{ RepeatMode: 'Rate', Frequency: '5m', Timeout: 86_400 },
    ...{ LaunchTime: utc(at), RecurrenceEndTime: utc(at + 10 * MINUTE) },
  });
  const [one = '', two = ''] = instances;
  expect(goingOn()).toEqual([]);
  const later = async (minutes: number) => {
    clock.advance(minutes * MINUTE);
    await server.settled();
  };
  await later(10);
  expect(goingOn()).toHaveLength(2);
  expect(await invocation(id)).toMatchObject({ InvocationStatus: 'Scheduled' });
  const first = plane.begun.find(({ instanceId }) => instanceId === one);
  plane.finish(first?.command.id ?? '');
  await server.settled();
  expect(await results(id)).toMatchObject([
    { InvocationResultStatus: 'Success' },
    { InvocationResultStatus: 'Running' },
  ]);
  await later(5);
  expect(plane.begun.map(({ instanceId }) => instanceId).sort()).toEqual([one, one, two].sort());
  expect(await results(id)).toMatchObject([
    { InvocationResultStatus: 'Running' },
    { InvocationResultStatus: 'Running' },
  ]);
  await later(5);
  expect(await invocation(id)).toMatchObject({ InvocationStatus: 'Running' });
  for (const going of goingOn()) plane.finish(going);
  await server.settled();
  expect(await invocation(id)).toMatchObject({ InvocationStatus: 'Finished' });
});

it('begins once at its time, and not at all on what does not run then', async () => {
  const at = clock.now() + 10 * MINUTE;
  const id = await send('sleep', { RepeatMode: 'Fixed', LaunchTime: utc(at) });
  await ok('StopInstance', { InstanceId: instances[1] });
  clock.advance(10 * MINUTE);
  await server.settled();
  expect(await invocation(id)).toMatchObject({ InvocationStatus: 'Running' });
  for (const going of goingOn()) plane.finish(going);
  await server.settled();
  expect(await invocation(id)).toMatchObject({ InvocationStatus: 'PartialFailed' });
  expect(await results(id)).toMatchObject([
    { InvocationResultStatus: 'Success' },
    { InvocationResultStatus: 'Failed', ErrorCode: 'TaskDeliveryTimeout' },
  ]);
});

it.each([
  'leased',
  'planned',
  'worked',
  'settled',
])('is carried out once, whatever fails after it was %s', async (step) => {
  await server.close();
  let failed = false;
  await start({
    onFault() {},
    between(at, { kind }) {
      if (failed || at !== step || kind !== 'invocation.run') return;
      failed = true;
      throw new Error('as a test wants it');
    },
  });
  const id = await send('echo hi');
  clock.advance(MINUTE);
  await server.settled();
  expect(failed).toBe(true);
  expect(await invocation(id)).toMatchObject({ InvocationStatus: 'Success' });
  expect(plane.begun).toHaveLength(2);
});

it('is recorded where nothing is carried out, and says so', async () => {
  await server.close();
  await start({ dataPlane: new MemoryPlane() });
  const id = await send('exit 3');
  expect(await invocation(id)).toMatchObject({ InvocationStatus: 'Success' });
  expect((await results(id))[0]).toMatchObject({
    ...{ ExitCode: 0, Output: '', ErrorCode: '' },
    ErrorMessage: 'recorded: this server carries out no commands',
  });
});
