import { afterEach, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

const MINUTE = 60_000;

let server: TestServer;
let instances: readonly string[];
afterEach(() => server.close());

async function start(options: Parameters<typeof startServer>[0] = {}, count = 2) {
  server = await startServer({ transitions: 'manual', ...options });
  instances = (await scene(server, { instances: count })).instanceIds;
}

const ok = (action: string, input = {}) => server.client.ok('ecs', action, input);
const call = (action: string, input: Record<string, unknown>, client = server.client) =>
  client.ecs(action, input);
const script = (text: string) => Buffer.from(text).toString('base64');
const command = async (more = {}): Promise<string> =>
  (
    await ok('CreateCommand', {
      Name: 'greet',
      Type: 'Shell',
      CommandContent: script('echo hi'),
      ...more,
    })
  ).CommandId;
const invoke = async (CommandId: string, more = {}) =>
  call('InvokeCommand', { CommandId, InvocationName: 'now', InstanceIds: instances, ...more });
const invocation = async (InvocationId: string) =>
  (await ok('DescribeInvocations', { InvocationId })).Invocations[0];
const results = async (InvocationId: string) =>
  (await ok('DescribeInvocationResults', { InvocationId })).InvocationResults;
const utc = (ms: number) => new Date(ms).toISOString().replace(/:\d\d\.\d+Z$/, 'Z');

it('runs, and has been a success on each instance', async () => {
  await start();
  const CommandId = await command({ Description: 'says hi', Username: 'ops', Timeout: 100 });
  const { result } = await invoke(CommandId, { WorkingDir: '/tmp', Tags: [{ Key: 'a' }] });
  const { InvocationId } = result;
  const seen = {
    InvocationId,
    InvocationName: 'now',
    CommandId,
    CommandName: 'greet',
    CommandDescription: 'says hi',
    CommandContent: script('echo hi'),
    Username: 'ops',
    WorkingDir: '/tmp',
    Timeout: 100,
    RepeatMode: 'Once',
    LaunchTime: '',
    RecurrenceEndTime: '',
    InstanceNumber: 2,
    StartTime: expect.stringMatching(/\+08:00$/),
    Tags: [{ Key: 'a', Value: '' }],
  };
  expect(await invocation(InvocationId)).toMatchObject({ ...seen, InvocationStatus: 'Running' });
  expect(await results(InvocationId)).toMatchObject([
    { InvocationResultStatus: 'Running', EndTime: '' },
    { InvocationResultStatus: 'Running' },
  ]);
  expect(await call('DeleteInvocation', { InvocationId })).toMatchObject({
    status: 400,
    code: 'InvalidOperation.Forbidden',
  });
  await server.advance(MINUTE);
  expect(await invocation(InvocationId)).toMatchObject({
    ...seen,
    InvocationStatus: 'Success',
    EndTime: expect.stringMatching(/\+08:00$/),
  });
  expect(await results(InvocationId)).toMatchObject(
    instances.toSorted().map((InstanceId) => ({
      InstanceId,
      CommandId,
      Username: 'ops',
      InvocationResultStatus: 'Success',
      ExitCode: 0,
      ErrorCode: '',
    })),
  );
  const listed = await ok('DescribeInvocationInstances', { InvocationId, PageSize: 1 });
  expect(listed).toMatchObject({ InvocationInstances: [{ InvocationId }], TotalCount: 2 });
  const { Commands } = await ok('DescribeCommands', { CommandId });
  expect(Commands).toMatchObject([{ InvocationTimes: 1 }]);
  expect(await call('StopInvocation', { InvocationId })).toMatchObject({
    code: 'InvalidOperation.Forbidden',
  });
  expect(await call('DeleteInvocation', { InvocationId })).toMatchObject({ status: 200 });
  expect(await call('DescribeInvocationResults', { InvocationId })).toMatchObject({
    status: 404,
    code: 'InvalidInvocation.NotFound',
  });
});

it('keeps the command as it was', async () => {
  await start();
  const CommandId = await command();
  const { InvocationId } = (await invoke(CommandId)).result;
  await ok('ModifyCommand', { CommandId, CommandContent: script('echo bye'), Name: 'part' });
  await ok('DeleteCommand', { CommandId });
  await server.advance(MINUTE);
  expect(await invocation(InvocationId)).toMatchObject({
    CommandName: 'greet',
    CommandContent: script('echo hi'),
    InvocationStatus: 'Success',
  });
  const [plain] = (await ok('DescribeInvocations', { InvocationId, ContentEncoding: 'PlainText' }))
    .Invocations;
  expect(plain.CommandContent).toBe('echo hi');
});

it('has failed where an instance was stopped meanwhile', async () => {
  await start();
  const [one = ''] = instances;
  const { InvocationId } = (await invoke(await command())).result;
  await ok('StopInstance', { InstanceId: one });
  await server.advance(MINUTE);
  expect(await invocation(InvocationId)).toMatchObject({ InvocationStatus: 'PartialFailed' });
  const { InvocationResults } = await ok('DescribeInvocationResults', {
    InvocationId,
    InvocationResultStatus: 'Failed',
  });
  expect(InvocationResults).toMatchObject([
    { InstanceId: one, ErrorCode: 'TaskDeliveryTimeout', ExitCode: 1 },
  ]);
  const either = await ok('DescribeInvocationResults', {
    InvocationId,
    InvocationResultStatus: 'Success,Failed',
  });
  expect(either.InvocationResults).toHaveLength(2);
  expect(await invoke(await command())).toMatchObject({
    status: 400,
    code: 'InvalidInstanceId.Unregister',
  });
  expect(await invoke(await command(), { InstanceIds: ['i-none'] })).toMatchObject({
    code: 'InvalidInstance.NotFound',
  });
});

it('is repeated until its end', async () => {
  await start();
  const now = server.worldClock.now();
  const times = { LaunchTime: utc(now + 10 * MINUTE), RecurrenceEndTime: utc(now + 22 * MINUTE) };
  const rate = { RepeatMode: 'Rate', Frequency: '5m', ...times };
  const { InvocationId } = (await invoke(await command(), rate)).result;
  expect(await invocation(InvocationId)).toMatchObject({
    InvocationStatus: 'Scheduled',
    LaunchTime: times.LaunchTime.replace('Z', ':00Z'),
    RecurrenceEndTime: times.RecurrenceEndTime.replace('Z', ':00Z'),
    Frequency: '5m',
    StartTime: '',
  });
  await server.advance(12 * MINUTE);
  expect(await invocation(InvocationId)).toMatchObject({
    InvocationStatus: 'Scheduled',
    StartTime: expect.stringMatching(/\+08:00$/),
  });
  expect(await results(InvocationId)).toMatchObject([
    { InvocationResultStatus: 'Success' },
    { InvocationResultStatus: 'Success' },
  ]);
  for (let minutes = 0; minutes < 20; minutes += 5) await server.advance(5 * MINUTE);
  expect(await invocation(InvocationId)).toMatchObject({ InvocationStatus: 'Finished' });
});

it('is stopped before its time', async () => {
  await start();
  const at = utc(server.worldClock.now() + 10 * MINUTE);
  const { InvocationId } = (await invoke(await command(), { RepeatMode: 'Fixed', LaunchTime: at }))
    .result;
  await ok('StopInvocation', { InvocationId });
  expect(await invocation(InvocationId)).toMatchObject({ InvocationStatus: 'Stopped' });
  await server.advance(20 * MINUTE);
  expect(await invocation(InvocationId)).toMatchObject({ InvocationStatus: 'Stopped' });
  expect(await results(InvocationId)).toMatchObject([
    { InvocationResultStatus: 'Failed', ErrorCode: 'TaskExecutionFailed' },
    { InvocationResultStatus: 'Failed' },
  ]);
});

it.each([
  [{ RepeatMode: 'Rate' }, 'MissingParameter.LaunchTime'],
  [{ RepeatMode: 'Fixed' }, 'MissingParameter.LaunchTime'],
  [{ RepeatMode: 'Rate', LaunchTime: '2099-01-01T00:00Z' }, 'MissingParameter.Frequency'],
  [
    { RepeatMode: 'Rate', LaunchTime: '2099-01-01T00:00Z', Frequency: '5m' },
    'MissingParameter.RecurrenceEndTime',
  ],
  [
    {
      RepeatMode: 'Rate',
      LaunchTime: '2099-01-01T00:00Z',
      Frequency: '5m',
      RecurrenceEndTime: '2098-01-01T00:00Z',
    },
    'InvalidRecurrenceEndTime.Malformed',
  ],
  [{ Frequency: '4m' }, 'InvalidFrequency.Malformed'],
  [{ Frequency: '8d' }, 'InvalidFrequency.Malformed'],
  [{ LaunchTime: 'tomorrow' }, 'InvalidLaunchTime.Malformed'],
  [{ Parameters: '[]' }, 'InvalidParameters.Malformed'],
  [{ Parameters: '{"other":"x"}' }, 'InvalidParameters.Malformed'],
  [{ InvocationName: 'n'.repeat(65) }, 'LimitExceeded.MaximumInvocationName'],
  [{ Timeout: 29 }, 'LimitExceeded.MaximumTimeout'],
  [{ CommandId: 'cmd-none' }, 'InvalidCommand.NotFound'],
])('is refused with %j: %s', async (more, code) => {
  await start();
  const CommandId = await command({
    EnableParameter: true,
    ParameterDefinitions: [{ Name: 'who', Required: true }],
  });
  const given = { Parameters: '{"who":"you"}', ...more };
  expect(await invoke(CommandId, given)).toMatchObject({ code });
});

it('is sent without a command that is kept, too', async () => {
  await start();
  const { InvocationId } = await ok('RunCommand', {
    CommandContent: 'echo hi',
    ContentEncoding: 'PlainText',
    Type: 'Shell',
    InvocationName: 'at once',
    InstanceIds: instances,
  });
  await server.advance(MINUTE);
  expect(await invocation(InvocationId)).toMatchObject({
    CommandId: '',
    CommandContent: script('echo hi'),
    InvocationStatus: 'Success',
  });
});

it('of a command that is malformed, too long or of another account is refused', async () => {
  await start({ world: worldOfTwo() });
  const make = (more: object) =>
    call('CreateCommand', { Name: 'c', Type: 'Shell', CommandContent: script('x'), ...more });
  expect(await make({ CommandContent: 'no base64!' })).toMatchObject({
    code: 'InvalidBase64Content.Malformed',
  });
  expect(await make({ CommandContent: script('x'.repeat(16_385)) })).toMatchObject({
    code: 'LimitExceeded.MaximumCommandContent',
  });
  expect(await make({ CommandContent: script('x'.repeat(16_384)) })).toMatchObject({ status: 200 });
  const CommandId = await command();
  const theirs = { CommandId, InvocationName: 'n', InstanceIds: instances };
  expect(await call('InvokeCommand', theirs, server.as(OTHER))).toMatchObject({
    code: 'InvalidCommand.NotFound',
  });
  const { Commands } = await server.as(OTHER).ok('ecs', 'DescribeCommands', {});
  expect(Commands).toEqual([]);
});

it('finds commands and invocations by each condition', async () => {
  await start();
  const one = await command({ ProjectName: 'team', Tags: [{ Key: 'k', Value: 'v' }] });
  const two = await command({ Name: 'other', Type: 'Python' });
  const commands: [object, string[]][] = [
    [{}, [one, two]],
    [{ CommandId: two }, [two]],
    [{ Name: 'greet' }, [one]],
    [{ Type: 'Python' }, [two]],
    [{ ProjectName: 'team' }, [one]],
    [{ Provider: 'public' }, []],
    [{ TagFilters: [{ Key: 'k' }] }, [one]],
  ];
  for (const [input, ids] of commands) {
    const { Commands } = await ok('DescribeCommands', input);
    const found = Commands.map((each: { CommandId: string }) => each.CommandId);
    expect(found, JSON.stringify(input)).toEqual(ids);
  }
  const first = (await invoke(one)).result.InvocationId;
  await server.advance(MINUTE);
  const second = (await invoke(two, { InvocationName: 'later' })).result.InvocationId;
  const invocations: [object, string[]][] = [
    [{ CommandId: one }, [first]],
    [{ CommandName: 'other' }, [second]],
    [{ CommandType: 'Python' }, [second]],
    [{ InvocationName: 'now' }, [first]],
    [{ InvocationStatus: 'Running' }, [second]],
    [{ InvocationStatus: 'Running,Success' }, [first, second]],
    [{ RepeatMode: 'Rate' }, []],
  ];
  for (const [input, ids] of invocations) {
    const { Invocations } = await ok('DescribeInvocations', input);
    const found = Invocations.map((each: { InvocationId: string }) => each.InvocationId);
    expect(found, JSON.stringify(input)).toEqual(ids);
  }
});

it('needs no agent to be installed', async () => {
  await start();
  const [one = '', two = ''] = instances;
  await ok('StopInstance', { InstanceId: two });
  await server.advance(MINUTE);
  const InstanceIds = [one, two, 'i-none'];
  const FailedInstances = [
    { Id: two, ErrorMessage: 'the instance is STOPPED' },
    { Id: 'i-none', ErrorMessage: 'the instance is not there' },
  ];
  expect(await ok('InstallCloudAssistant', { InstanceIds })).toEqual({
    InstallingInstanceIds: [one],
    FailedInstances,
  });
  expect(await ok('UpgradeCloudAssistants', { InstanceIds })).toEqual({
    UpgradingInstanceIds: [one],
    FailedInstances,
  });
  const agents = async (input: object) =>
    (await ok('DescribeCloudAssistantStatus', input)).Instances.map(
      ({ InstanceId, Status }: Record<string, string>) => [InstanceId, Status],
    );
  expect(await agents({ Status: 'Running' })).toEqual([[one, 'Running']]);
  expect(await agents({ Status: 'Offline' })).toEqual([[two, 'Offline']]);
  expect(await agents({ InstanceIds: [two], OSType: 'Linux' })).toEqual([[two, 'Offline']]);
  expect(await agents({ OSType: 'Windows' })).toEqual([]);
  expect(await agents({ ClientVersion: '0' })).toEqual([]);
});

it('finds agents by the system of a custom image, too', async () => {
  await start();
  const { ImageId } = await ok('ImportImage', {
    ...{ ImageName: 'own', OsType: 'Windows', Platform: 'Windows Server' },
    ...{ PlatformVersion: '2022', Url: 'https://bucket.example/own.qcow2' },
  });
  await server.advance(60 * MINUTE);
  const [InstanceId = ''] = instances;
  await ok('StopInstance', { InstanceId });
  await server.advance(MINUTE);
  await ok('ReplaceSystemVolume', { InstanceId, ImageId, Password: 'Passw0rd!' });
  await server.advance(MINUTE);
  const agents = async (OSType: string) =>
    (await ok('DescribeCloudAssistantStatus', { OSType })).Instances;
  expect(await agents('Windows')).toMatchObject([
    { InstanceId, OSType: 'Windows', OSVersion: '2022' },
  ]);
  expect(await agents('Linux')).toMatchObject([{ InstanceId: instances[1], OSType: 'Linux' }]);
});
