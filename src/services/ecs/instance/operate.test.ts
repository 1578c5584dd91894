import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { breaches } from '#test/support/invariants.ts';
import { patchRow } from '#test/support/rows.ts';
import { madeInstance, madeInterface, type Scene, scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
let here: Scene;
beforeEach(async () => {
  server = await startServer({ transitions: 'manual' });
  here = await scene(server);
});
afterEach(() => server.close());

const ecs = (action: string, input: Record<string, unknown> = {}) =>
  server.client.ecs(action, input);
const launched = (status = 'RUNNING', patch = {}): Promise<string> =>
  madeInstance(server, here, { status, ...patch });
const statusOf = async (id: string) =>
  (await server.client.ok('ecs', 'DescribeInstances', { InstanceIds: [id] })).Instances[0]?.Status;
const eni = (NetworkInterfaceId: string) =>
  server.client.vpc('DescribeNetworkInterfaceAttributes', { NetworkInterfaceId });
const primaryOf = async (InstanceId: string): Promise<string> => {
  const { Instances } = await server.client.ok('ecs', 'DescribeInstances', {
    InstanceIds: [InstanceId],
  });
  return Instances[0].NetworkInterfaces[0].NetworkInterfaceId;
};
const attach = (NetworkInterfaceId: string, InstanceId: string, DeleteOnTermination: boolean) =>
  server.client.ok('vpc', 'AttachNetworkInterface', {
    NetworkInterfaceId,
    InstanceId,
    DeleteOnTermination,
  });
const sound = async (settled = true) =>
  expect(await breaches(server.store, server.world, settled)).toEqual([]);

const OPERATIONS = [
  { action: 'StartInstance', from: 'STOPPED', by: 'STARTING', to: 'RUNNING', ms: 3000 },
  { action: 'StopInstance', from: 'RUNNING', by: 'STOPPING', to: 'STOPPED', ms: 3000 },
  { action: 'RebootInstance', from: 'RUNNING', by: 'REBOOTING', to: 'RUNNING', ms: 4000 },
  { action: 'DeleteInstance', from: 'RUNNING', by: 'DELETING', to: undefined, ms: 3000 },
  { action: 'DeleteInstance', from: 'STOPPED', by: 'DELETING', to: undefined, ms: 3000 },
  { action: 'DeleteInstance', from: 'ERROR', by: 'DELETING', to: undefined, ms: 3000 },
];

describe.each(OPERATIONS)('$action of a $from instance', ({ action, from, by, to, ms }) => {
  it(`is ${by}, then ${to ?? 'gone'}`, async () => {
    const id = await launched(from);
    const { status, result } = await ecs(action, { InstanceId: id });
    expect([status, result]).toEqual([200, {}]);
    await server.advance(ms - 1);
    expect(await statusOf(id)).toBe(by);
    await server.advance(1);
    expect(await statusOf(id)).toBe(to);
    await sound();
  });

  it('in a dry run changes nothing', async () => {
    const id = await launched(from);
    const dry = { DryRun: true, InstanceId: id };
    expect(await ecs(action, dry)).toMatchObject({ status: 400, code: 'DryRunOperation' });
    expect(await statusOf(id)).toBe(from);
    const none = { DryRun: true, InstanceId: 'i-none' };
    expect((await ecs(action, none)).code).toBe('InvalidInstance.NotFound');
  });

  it('is done once for one ClientToken', async () => {
    const id = await launched(from);
    const once = { ClientToken: 'once', InstanceId: id };
    expect((await ecs(action, once)).status).toBe(200);
    expect((await ecs(action, once)).status).toBe(200);
    expect((await ecs(action, { ...once, InstanceId: 'i-other' })).code).toBe(
      'IdempotentParameterMismatch',
    );
    expect((await ecs(action, { InstanceId: id })).code).toBe('InvalidInstanceStatus');
  });
});

const ALLOWED: Record<string, string[]> = {
  StartInstance: ['STOPPED'],
  StopInstance: ['RUNNING'],
  RebootInstance: ['RUNNING'],
  DeleteInstance: ['RUNNING', 'STOPPED', 'ERROR'],
};
const STATUSES = [
  'CREATING',
  'RUNNING',
  'STOPPING',
  'STOPPED',
  'STARTING',
  'REBOOTING',
  'REBUILDING',
  'RESIZING',
  'ERROR',
  'DELETING',
];

describe.each(Object.keys(ALLOWED))('%s refuses', (action) => {
  it('every other status', async () => {
    const id = await launched();
    for (const status of STATUSES.filter((each) => !ALLOWED[action]?.includes(each))) {
      await patchRow(server, 'instance', id, { status });
      expect(await ecs(action, { InstanceId: id })).toMatchObject({
        status: 400,
        code: 'InvalidInstanceStatus',
        message: 'The status of the specified instance does not support this request.',
      });
      expect(await statusOf(id)).toBe(status);
    }
  });

  it('an instance that is not there, or is not the caller’s', async () => {
    const foreign = await launched('RUNNING', { account_id: '2100000002' });
    for (const InstanceId of ['i-none', foreign]) {
      expect(await ecs(action, { InstanceId })).toMatchObject({
        status: 404,
        code: 'InvalidInstance.NotFound',
        message: 'The specified instance does not exist.',
      });
    }
  });

  it('a request without an InstanceId', async () => {
    for (const input of [{}, { InstanceId: '' }]) {
      expect(await ecs(action, input)).toMatchObject({
        status: 400,
        code: 'MissingParameter.InstanceId',
        message: 'The required parameter InstanceId is not supplied.',
      });
    }
  });
});

describe('StopInstance', () => {
  it('keeps how the instance is charged while it is stopped, and its interfaces InUse', async () => {
    const InstanceId = await launched();
    const stop = { InstanceId, ForceStop: true, StoppedMode: 'StopCharging' };
    await server.client.ok('ecs', 'StopInstance', stop);
    await server.advance(3000);
    const { Instances } = await server.client.ok('ecs', 'DescribeInstances', {});
    expect(Instances[0]).toMatchObject({ Status: 'STOPPED', StoppedMode: 'StopCharging' });
    expect((await eni(await primaryOf(InstanceId))).result.Status).toBe('InUse');
  });

  it('refuses another mode', async () => {
    const InstanceId = await launched();
    expect(await ecs('StopInstance', { InstanceId, StoppedMode: 'Sleep' })).toMatchObject({
      status: 400,
      code: 'InvalidStoppedMode.Malformed',
      message: 'The specified StoppedMode is malformed.',
    });
  });
});

describe('DeleteInstance', () => {
  it('ends the primary interface and those that go with it, and sets the others free', async () => {
    const InstanceId = await launched();
    const [going, staying] = [await madeInterface(server, here), await madeInterface(server, here)];
    await attach(going, InstanceId, true);
    await attach(staying, InstanceId, false);
    await server.advance(2000);
    const primary = await primaryOf(InstanceId);
    // The primary one ends in any case.
    await patchRow(server, 'network_interface', primary, { delete_on_termination: 0 });
    await server.client.ok('ecs', 'DeleteInstance', { InstanceId });
    for (const id of [primary, going, staying]) {
      expect((await eni(id)).result).toMatchObject({ Status: 'Detaching', DeviceId: InstanceId });
    }
    await server.advance(3000);
    expect((await eni(primary)).code).toBe('InvalidEniId.NotFound');
    expect((await eni(going)).code).toBe('InvalidEniId.NotFound');
    expect((await eni(staying)).result).toMatchObject({
      Status: 'Available',
      DeviceId: '',
      Attachment: { InstanceId: '', DeleteOnTermination: false },
    });
    expect(await statusOf(InstanceId)).toBeUndefined();
    await sound();
  });

  it('takes along what is on its way to or from the instance', async () => {
    const InstanceId = await launched();
    const [leaving, coming] = [
      await madeInterface(server, here),
      await madeInterface(server, here),
    ];
    await attach(leaving, InstanceId, false);
    await server.advance(2000);
    await server.client.ok('vpc', 'DetachNetworkInterface', {
      NetworkInterfaceId: leaving,
      InstanceId,
    });
    await attach(coming, InstanceId, false);
    await server.client.ok('ecs', 'DeleteInstance', { InstanceId });
    await server.advance(10_000);
    for (const id of [coming, leaving]) {
      expect((await eni(id)).result).toMatchObject({ Status: 'Available', DeviceId: '' });
    }
    await sound();
  });

  it('refuses an instance that is protected', async () => {
    const id = await launched('RUNNING', { deletion_protection: 1 });
    expect(await ecs('DeleteInstance', { InstanceId: id })).toMatchObject({
      status: 400,
      code: 'InvalidInstance.DeletionProtection',
    });
    await patchRow(server, 'instance', id, { deletion_protection: 0 });
    expect((await ecs('DeleteInstance', { InstanceId: id })).status).toBe(200);
  });

  it('refuses a subscription that has not ended', async () => {
    const id = await launched('RUNNING', { instance_charge_type: 'PrePaid' });
    await patchRow(server, 'instance', id, { expires_at: server.worldClock.now() + 10 });
    expect(await ecs('DeleteInstance', { InstanceId: id })).toMatchObject({
      status: 400,
      code: 'InvalidChargeType',
      message: 'The specified ChargeType is not valid, is unsupported, or cannot be used.',
    });
    await server.advance(10);
    expect((await ecs('DeleteInstance', { InstanceId: id })).status).toBe(200);
  });
});

describe.each([
  { action: 'StartInstances', from: 'STOPPED', by: 'STARTING' },
  { action: 'StopInstances', from: 'RUNNING', by: 'STOPPING' },
  { action: 'RebootInstances', from: 'RUNNING', by: 'REBOOTING' },
  { action: 'DeleteInstances', from: 'RUNNING', by: 'DELETING' },
])('$action', ({ action, from, by }) => {
  it('says of each instance how it fared', async () => {
    const [first, second, wrong] = [
      await launched(from),
      await launched(from),
      await launched('CREATING'),
    ];
    const InstanceIds = [second, 'i-none', first, wrong, second];
    const { status, result } = await ecs(action, { InstanceIds });
    expect(status).toBe(200);
    expect(result).toEqual({
      OperationDetails: [
        { InstanceId: second },
        {
          InstanceId: 'i-none',
          Error: {
            Code: 'InvalidInstance.NotFound',
            Message: 'The specified instance does not exist.',
          },
        },
        { InstanceId: first },
        {
          InstanceId: wrong,
          Error: {
            Code: 'InvalidInstanceStatus',
            Message: 'The status of the specified instance does not support this request.',
          },
        },
      ],
    });
    expect([await statusOf(first), await statusOf(second), await statusOf(wrong)]).toEqual([
      by,
      by,
      'CREATING',
    ]);
    await server.advance(5000);
    await sound(false);
  });

  it('refuses none, and more than a hundred', async () => {
    expect((await ecs(action)).code).toBe('MissingParameter.InstanceIds');
    const many = Array.from({ length: 101 }, (_, n) => `i-${n}`);
    expect((await ecs(action, { InstanceIds: many })).code).toBe('InvalidInstanceIds.Malformed');
  });

  it('repeats its answer for one ClientToken', async () => {
    const id = await launched(from);
    const once = { InstanceIds: [id], ClientToken: 'once' };
    const { result } = await ecs(action, once);
    expect((await ecs(action, once)).result).toEqual(result);
  });
});
