import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { patchRow } from '#test/support/rows.ts';
import { madeInstance, type Scene, scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
let here: Scene;
let id: string;
beforeEach(async () => {
  server = await startServer();
  here = await scene(server);
  id = await madeInstance(server, here, { status: 'STOPPED' });
});
afterEach(() => server.close());

const call = (action: string, input: Record<string, unknown>) =>
  server.client.ecs(action, { InstanceId: id, ...input });
const row = () =>
  server.store.read((tx) => tx.select((db) => db.selectFrom('instance').selectAll()));

describe('ModifyInstanceDeployment', () => {
  it('takes an instance out of a set, which leaves it as it is', async () => {
    const before = await row();
    expect(await call('ModifyInstanceDeployment', { DeploymentSetId: '' })).toMatchObject({
      status: 200,
      result: {},
    });
    expect(await row()).toEqual(before);
  });

  it('knows no sets', async () => {
    const cases: [Record<string, unknown>, number, string][] = [
      [{ DeploymentSetId: 'dps-1' }, 404, 'InvalidDeploymentSet.NotFound'],
      [{}, 400, 'MissingParameter.DeploymentSetId'],
      [{ DeploymentSetId: '', InstanceId: 'i-none' }, 404, 'InvalidInstance.NotFound'],
      [
        { DeploymentSetId: '', DeploymentSetGroupNumber: 8 },
        400,
        'InvalidDeploymentSetGroupNumber.Malformed',
      ],
    ];
    for (const [input, status, code] of cases) {
      expect([input, await call('ModifyInstanceDeployment', input)]).toMatchObject([
        input,
        { status, code },
      ]);
    }
    await patchRow(server, 'instance', id, { status: 'STARTING' });
    expect((await call('ModifyInstanceDeployment', { DeploymentSetId: '' })).code).toBe(
      'InvalidInstanceStatus',
    );
  });
});

describe('ModifyInstancePlacement', () => {
  it('leaves an instance on its shared host', async () => {
    const before = await row();
    const asked = { Tenancy: 'Default', InstanceTypeId: 'ecs.g3i.large' };
    expect(await call('ModifyInstancePlacement', asked)).toMatchObject({ status: 200, result: {} });
    expect(await row()).toEqual(before);
  });

  it('knows no dedicated hosts, and changes no types', async () => {
    const cases: [Record<string, unknown>, number, string][] = [
      [{ DedicatedHostId: 'dh-1' }, 404, 'InvalidDedicatedHost.NotFound'],
      [{ Tenancy: 'Host' }, 404, 'InvalidDedicatedHost.NotFound'],
      [{ Affinity: 'Host' }, 404, 'InvalidDedicatedHost.NotFound'],
      [{ InstanceTypeId: 'ecs.g3i.xlarge' }, 400, 'InvalidArgument'],
      [{ InstanceId: 'i-none' }, 404, 'InvalidInstance.NotFound'],
      [{ InstanceId: '' }, 400, 'MissingParameter.InstanceId'],
      [{ Tenancy: 'Moon' }, 400, 'InvalidTenancy.Malformed'],
      [{ DryRun: true }, 400, 'DryRunOperation'],
    ];
    for (const [input, status, code] of cases) {
      expect([input, await call('ModifyInstancePlacement', input)]).toMatchObject([
        input,
        { status, code },
      ]);
    }
    await patchRow(server, 'instance', id, { status: 'RESIZING' });
    expect((await call('ModifyInstancePlacement', {})).code).toBe('InvalidInstanceStatus');
  });
});
