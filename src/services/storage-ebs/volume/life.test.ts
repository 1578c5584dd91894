import { afterEach, describe, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { breaches } from '#test/support/invariants.ts';
import { patchRow } from '#test/support/rows.ts';
import { madeInstance, runInput, type Scene, scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

/** Longer than any dwell time, in milliseconds. */
const LATER = 60_000;
const ZONE = 'cn-beijing-a';

let server: TestServer;
let at: Scene;
let web: string;
afterEach(() => server.close());

async function start(transitions: 'instant' | 'manual' = 'instant'): Promise<void> {
  server = await startServer({ transitions, world: worldOfTwo() });
  at = await scene(server);
  if (transitions === 'manual') await server.advance(LATER);
  web = await madeInstance(server, at);
}

const ebs = (action: string, input: Record<string, unknown>) =>
  server.client.call('storage_ebs', action, input);
const ok = (action: string, input: Record<string, unknown>) =>
  server.client.ok('storage_ebs', action, input);

const NEW = { VolumeName: 'data', VolumeType: 'ESSD_PL0', Size: '20', Kind: 'data' };

async function made(more: Record<string, unknown> = {}): Promise<string> {
  const where = more.InstanceId === undefined ? { ZoneId: ZONE } : {};
  return (await ok('CreateVolume', { ...NEW, ...where, ...more })).VolumeId;
}

async function show(VolumeId: string) {
  const { Volumes } = await ok('DescribeVolumes', { VolumeIds: [VolumeId] });
  return Volumes[0];
}

describe('CreateVolume', () => {
  it('is creating, then available, and shows what it was given', async () => {
    await start('manual');
    const id = await made({
      Description: 'data',
      ProjectName: 'one',
      DeleteProtection: true,
      DeleteProtectionRetentionDays: 7,
      BurstEnabled: true,
      Tags: [{ Key: 'a', Value: 'b' }],
    });
    expect(id).toMatch(/^vol-[a-z0-9]{20}$/);
    const seen = {
      VolumeName: 'data',
      Description: 'data',
      ProjectName: 'one',
      Size: '20',
      Kind: 'data',
      InstanceId: '',
      PayType: 'post',
      DeleteProtection: true,
      DeleteProtectionRetentionDays: 7,
      DeleteWithInstance: false,
      BurstEnabled: true,
      ZoneId: ZONE,
      Tags: [{ Key: 'a', Value: 'b' }],
    };
    expect(await show(id)).toMatchObject({ ...seen, Status: 'creating', TradeStatus: 0 });
    const early = await ebs('DeleteVolume', { VolumeId: id });
    expect(early).toMatchObject({ status: 400, code: 'VolumeStatusForbidDelete' });
    await ok('ModifyVolumeAttribute', { VolumeId: id, Description: 'data' });
    await server.advance(LATER);
    expect(await show(id)).toMatchObject({ ...seen, Status: 'available', TradeStatus: 1 });
  });

  it('is attached where an instance is named, in its zone', async () => {
    await start();
    const id = await made({ InstanceId: web });
    expect(await show(id)).toMatchObject({ Status: 'attached', InstanceId: web, ZoneId: ZONE });
    const { result } = await server.client.ecs('DescribeInstances', { InstanceIds: [web] });
    expect(result.Instances[0].Volumes).toHaveLength(2);
  });

  it.each([
    [{ ZoneId: '' }, 400, 'MissingZoneID'],
    [{ ZoneId: 'cn-nowhere-a' }, 404, 'ZoneNotFound'],
    [{ Size: '9' }, 400, 'InvalidSize.Malformed'],
    [{ VolumeType: 'TSSD_TL0', Size: '39' }, 400, 'InvalidSize.Malformed'],
    [{ Size: '65537' }, 400, 'InvalidSize.Malformed'],
    [{ VolumeName: '1st' }, 400, 'InvalidVolumeName.Malformed'],
    [{ VolumeType: 'ESSD_PL9' }, 400, 'InvalidVolumeType.Malformed'],
    [{ InstanceId: 'i-none' }, 404, 'InstanceNotFound'],
    [{ VolumeChargeType: 'PrePaid' }, 400, 'ErrorInvalidEcsChargeType'],
    [{ SnapshotId: 'snap-none' }, 404, 'SnapshotNotFound'],
    [{ ExtraPerformanceTypeId: 'IOPS' }, 400, 'InvalidExtraPerformance.Malformed'],
    [{ ClientToken: 'ü' }, 400, 'IdempotentInvalidClientToken'],
    [{ Encrypted: true }, 400, 'InvalidParameter'],
    [{ PlacementGroupId: 'pg-1' }, 400, 'InvalidParameter'],
  ])('refuses %o', async (more, status, code) => {
    await start();
    const reply = await ebs('CreateVolume', { ...NEW, ZoneId: ZONE, ...more });
    expect(reply).toMatchObject({ status, code });
  });

  it("refuses a zone that is not the instance's, and an instance that is not settled", async () => {
    await start();
    const elsewhere = { ...NEW, InstanceId: web, ZoneId: 'cn-beijing-b' };
    expect(await ebs('CreateVolume', elsewhere)).toMatchObject({ code: 'VolumeZoneMismatch' });
    await patchRow(server, 'instance', web, { status: 'STOPPING' });
    const busy = await ebs('CreateVolume', { ...NEW, InstanceId: web });
    expect(busy).toMatchObject({ code: 'IncorrectInstanceStatus' });
    await patchRow(server, 'instance', web, { status: 'RUNNING' });
  });

  it('refuses the seventeenth volume of an instance', async () => {
    await start();
    for (let n = 0; n < 15; n += 1) await made({ InstanceId: web });
    const full = { status: 400, code: 'VolumeLimitExceeded' };
    expect(await ebs('CreateVolume', { ...NEW, InstanceId: web })).toMatchObject(full);
    const VolumeId = await made();
    expect(await ebs('AttachVolume', { VolumeId, InstanceId: web })).toMatchObject(full);
  });

  it('answers a ClientToken again, and refuses it for another volume', async () => {
    await start();
    const id = await made({ ClientToken: 'one' });
    expect(await made({ ClientToken: 'one' })).toBe(id);
    const other = await ebs('CreateVolume', { ...NEW, ZoneId: ZONE, ClientToken: 'one', Size: 30 });
    expect(other).toMatchObject({
      status: 400,
      code: 'IdempotentParameterMismatch',
      message: 'The request mismatch the idempotent parameters.',
    });
  });

  it('has extra performance where its type and size allow it', async () => {
    await start();
    const id = await made({
      VolumeType: 'ESSD_FlexPL',
      Size: 500,
      ExtraPerformanceTypeId: 'Balance',
      ExtraPerformanceIOPS: 100,
    });
    const extra = { ExtraPerformanceTypeId: 'Balance', IOPS: 100, Throughput: 0 };
    expect((await show(id)).ExtraPerformance).toEqual(extra);
    const change = (input: Record<string, unknown>) =>
      ebs('ModifyVolumeExtraPerformance', { VolumeId: id, ...input });
    expect(
      await change({ ExtraPerformanceTypeId: 'Throughput', ExtraPerformanceThroughputMB: 50 }),
    ).toMatchObject({ status: 200 });
    expect((await show(id)).TotalPerformance).toEqual({ IOPS: 0, Throughput: 50 });
    expect(
      await change({ ExtraPerformanceTypeId: 'IOPS', ExtraPerformanceThroughputMB: 50 }),
    ).toMatchObject({ code: 'InvalidExtraPerformance.Malformed' });
  });
});

describe('AttachVolume and DetachVolume', () => {
  it('are attaching, attached, detaching, available', async () => {
    await start('manual');
    const VolumeId = await made();
    await server.advance(LATER);
    const pair = { VolumeId, InstanceId: web };
    await ok('AttachVolume', { ...pair, DeleteWithInstance: true });
    expect(await show(VolumeId)).toMatchObject({
      Status: 'attaching',
      InstanceId: web,
      DeleteWithInstance: true,
    });
    const busy = { status: 403, code: 'IncorrectDiskStatus' };
    expect(await ebs('DetachVolume', pair)).toMatchObject(busy);
    await server.advance(LATER);
    expect(await show(VolumeId)).toMatchObject({ Status: 'attached', DetachedTime: '' });
    expect(await ebs('AttachVolume', pair)).toMatchObject(busy);
    expect(await ebs('DeleteVolume', { VolumeId })).toMatchObject(busy);
    // As Terraform writes it.
    await ok('DetachVolume', { VolumeId, instanceId: web });
    expect(await show(VolumeId)).toMatchObject({ Status: 'detaching', InstanceId: web });
    await server.advance(LATER);
    expect(await show(VolumeId)).toMatchObject({
      Status: 'available',
      InstanceId: '',
      DetachedTime: expect.stringMatching(/\+08:00$/),
    });
    expect(await breaches(server.store, server.world, true)).toEqual([]);
  });

  it('refuse what is not there, elsewhere, or the system volume', async () => {
    await start();
    const VolumeId = await made({ ZoneId: 'cn-beijing-b' });
    const pair = { VolumeId, InstanceId: web };
    expect(await ebs('AttachVolume', pair)).toMatchObject({ code: 'VolumeZoneMismatch' });
    expect(await ebs('AttachVolume', { ...pair, VolumeId: 'vol-none' })).toMatchObject({
      status: 404,
      code: 'VolumeNotFound',
    });
    expect(await ebs('AttachVolume', { ...pair, InstanceId: 'i-none' })).toMatchObject({
      status: 404,
      code: 'InstanceNotFound',
    });
    expect(await ebs('AttachVolume', { InstanceId: web })).toMatchObject({
      status: 400,
      code: 'MissingVolumeID',
      message: 'The volume ID is missing.',
    });
    const { Volumes } = await ok('DescribeVolumes', { InstanceId: web });
    const system = { VolumeId: Volumes[0].VolumeId, InstanceId: web };
    expect(await ebs('DetachVolume', system)).toMatchObject({ code: 'SystemVolumeUnsupported' });
    const db = await madeInstance(server, at);
    const data = await made({ InstanceId: web });
    expect(await ebs('DetachVolume', { VolumeId: data, InstanceId: db })).toMatchObject({
      code: 'VolumeNotAttached',
    });
    const theirs = server.as(OTHER).call('storage_ebs', 'AttachVolume', pair);
    expect(await theirs).toMatchObject({ code: 'VolumeNotFound' });
  });
});

describe('an instance that is deleted', () => {
  it('takes the volumes with it that are marked, and frees the others', async () => {
    await start();
    const kept = await made({ InstanceId: web, Tags: [{ Key: 'a' }] });
    const gone = await made({ InstanceId: web, Tags: [{ Key: 'a' }] });
    await ok('ModifyVolumeAttribute', { VolumeId: gone, DeleteWithInstance: true });
    await server.client.ok('ecs', 'DeleteInstance', { InstanceId: web });
    await server.settled();
    const { Volumes } = await ok('DescribeVolumes', {});
    expect(Volumes).toMatchObject([{ VolumeId: kept, Status: 'available', InstanceId: '' }]);
    expect(await breaches(server.store, server.world, true)).toEqual([]);
  });

  it('keeps one that is on its way off, and ends what is on its way on', async () => {
    await start('manual');
    const off = await made({ InstanceId: web });
    const on = await made();
    await server.advance(LATER);
    await ok('ModifyVolumeAttribute', { VolumeId: off, DeleteWithInstance: true });
    // The deletion of the instance ends before the transitions of its volumes would.
    await server.client.ok('ecs', 'DeleteInstance', { InstanceId: web });
    await server.advance(2500);
    for (const [id, status] of [
      [off, 'detaching'],
      [on, 'attaching'],
    ] as const) {
      await patchRow(server, 'volume', id, { status, instance_id: web });
    }
    await server.advance(LATER);
    expect(await show(off)).toMatchObject({ Status: 'available', InstanceId: '' });
    expect(await show(on)).toMatchObject({ Status: 'available', InstanceId: '' });
  });
});

describe('the changes of a volume', () => {
  it('extends a free and an attached one', async () => {
    await start('manual');
    const free = await made();
    const onWeb = await made({ InstanceId: web });
    await server.advance(LATER);
    for (const VolumeId of [free, onWeb]) await ok('ExtendVolume', { VolumeId, NewSize: 30 });
    expect(await show(free)).toMatchObject({ Status: 'extending', Size: '30' });
    await server.advance(LATER);
    expect(await show(free)).toMatchObject({ Status: 'available', Size: '30' });
    expect(await show(onWeb)).toMatchObject({ Status: 'attached', Size: '30' });
  });

  it('changes attributes, and leaves what is absent', async () => {
    await start();
    const VolumeId = await made({ Description: 'old', BurstEnabled: true });
    await ok('ModifyVolumeAttribute', { VolumeId, VolumeName: 'b', DeleteProtection: true });
    expect(await show(VolumeId)).toMatchObject({
      VolumeName: 'b',
      Description: 'old',
      BurstEnabled: true,
      DeleteProtection: true,
    });
    await ok('ModifyVolumeAttribute', { VolumeId, Description: '', BurstEnabled: false });
    expect(await show(VolumeId)).toMatchObject({ Description: '', BurstEnabled: false });
  });

  it('changes the type from ESSD_PL0 to ESSD_FlexPL alone', async () => {
    await start();
    const VolumeId = await made();
    const change = (TargetVolumeType: string) =>
      ebs('ModifyVolumeSpec', { VolumeId, TargetVolumeType });
    const wrong = { status: 400, code: 'InvalidTargetVolumeType.Malformed' };
    expect(await change('ESSD_PL0')).toMatchObject(wrong);
    expect(await change('ESSD_FlexPL')).toMatchObject({ result: { VolumeId, OrderNo: '' } });
    expect((await show(VolumeId)).VolumeType).toBe('ESSD_FlexPL');
    expect(await change('ESSD_FlexPL')).toMatchObject(wrong);
  });

  it('changes how volumes on a subscribed instance are paid for', async () => {
    await start();
    const charge = (VolumeId: string, InstanceId: string, DiskChargeType: string) =>
      ebs('ModifyVolumeChargeType', { VolumeIds: [VolumeId], InstanceId, DiskChargeType });
    const onWeb = await made({ InstanceId: web });
    expect(await charge(onWeb, web, 'PrePaid')).toMatchObject({
      code: 'ErrorInvalidEcsChargeType',
    });
    const { InstanceIds } = await server.client.ok(
      'ecs',
      'RunInstances',
      runInput(at, { InstanceChargeType: 'PrePaid', Volumes: [{ Size: 40 }, { Size: 20 }] }),
    );
    const [db] = InstanceIds;
    await server.settled();
    const { Volumes } = await ok('DescribeVolumes', { InstanceId: db });
    const [system, data] = Volumes.map((each: { VolumeId: string }) => each.VolumeId);
    expect(Volumes[1]).toMatchObject({ PayType: 'pre', ExpiredTime: expect.stringMatching(/T/) });
    const pair = { VolumeId: data, InstanceId: db };
    const prePaid = { code: 'VolumeChargeTypeUnsupported' };
    expect(await ebs('DetachVolume', pair)).toMatchObject(prePaid);
    expect(await charge(system, db, 'PostPaid')).toMatchObject({ code: 'SystemVolumeUnsupported' });
    expect(await charge(onWeb, db, 'PostPaid')).toMatchObject({ code: 'VolumeNotAttached' });
    expect(await charge(data, db, 'PostPaid')).toMatchObject({ status: 200 });
    expect(await show(data)).toMatchObject({ PayType: 'post', ExpiredTime: '' });
    await ok('DetachVolume', pair);
  });

  it('follows how its instance is paid for', async () => {
    await start();
    const data = await made({ InstanceId: web });
    const charge = (InstanceChargeType: string, more: Record<string, unknown> = {}) =>
      server.client.ok('ecs', 'ModifyInstanceChargeType', {
        InstanceIds: [web],
        InstanceChargeType,
        Period: 1,
        ...more,
      });
    await charge('PrePaid');
    expect((await show(data)).PayType).toBe('post');
    await charge('PostPaid');
    await charge('PrePaid', { IncludeDataVolumes: true });
    expect((await show(data)).PayType).toBe('pre');
    await charge('PostPaid');
    expect((await show(data)).PayType).toBe('post');
  });

  it('deletes a free one: deleting, then gone', async () => {
    await start('manual');
    const VolumeId = await made();
    await server.advance(LATER);
    await ok('DeleteVolume', { VolumeId });
    expect(await show(VolumeId)).toMatchObject({ Status: 'deleting' });
    await server.advance(LATER);
    expect(await show(VolumeId)).toBeUndefined();
    const again = await ebs('DeleteVolume', { VolumeId });
    expect(again).toMatchObject({
      status: 404,
      code: 'VolumeNotFound',
      message: 'The volume is not found.',
    });
  });

  it('is brought back to its beginning while nothing uses it', async () => {
    await start();
    const VolumeId = await made({ InstanceId: web });
    const again = () => server.client.call('storage_ebs', 'ReInitializeVolume', { VolumeId });
    expect(await again()).toMatchObject({ code: 'IncorrectInstanceStatus' });
    await patchRow(server, 'instance', web, { status: 'STOPPED' });
    expect(await again()).toMatchObject({ status: 200, result: {} });
  });
});

describe('DescribeVolumeType', () => {
  it('lists every type, in every zone', async () => {
    await start();
    const { VolumeTypes, ...page } = await ok('DescribeVolumeType', {});
    expect(page).toEqual({ PageNumber: 1, PageSize: 50, TotalCount: 4 });
    expect(VolumeTypes[0]).toMatchObject({
      Id: 'ESSD_FlexPL',
      Zones: expect.arrayContaining([ZONE]),
    });
    const found = await ok('DescribeVolumeType', { VolumeTypeIds: ['PTSSD'], ZoneId: ZONE });
    expect(found.VolumeTypes).toMatchObject([{ Id: 'PTSSD' }]);
    expect((await ok('DescribeVolumeType', { ZoneId: 'none' })).VolumeTypes).toEqual([]);
  });
});
