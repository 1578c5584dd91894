import { afterEach, beforeEach, expect, it } from 'vitest';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.close());

const ebs = (action: string, input: Record<string, unknown>) =>
  server.client.call('storage_ebs', action, input);
const ok = (action: string, input: Record<string, unknown>) =>
  server.client.ok('storage_ebs', action, input);

const NIGHTLY = {
  AutoSnapshotPolicyName: 'nightly',
  TimePoints: ['0', '23'],
  RepeatDays: 1,
  RetentionDays: -1,
};

const made = async (more: Record<string, unknown> = {}): Promise<string> =>
  (await ok('CreateAutoSnapshotPolicy', { ...NIGHTLY, ...more })).AutoSnapshotPolicyId;

async function volume(): Promise<string> {
  const input = { VolumeName: 'v', VolumeType: 'ESSD_PL0', Size: 20, ZoneId: 'cn-beijing-a' };
  return (await ok('CreateVolume', input)).VolumeId;
}

async function show(id: string) {
  const input = { AutoSnapshotPolicyIds: [id] };
  return (await ok('DescribeAutoSnapshotPolicy', input)).AutoSnapshotPolicies[0];
}

it('shows what it was given, and what is changed of it', async () => {
  const id = await made({ ProjectName: 'one', Tags: [{ Key: 'a', Value: 'b' }] });
  expect(id).toMatch(/^asp-[a-z0-9]{20}$/);
  const seen = {
    AutoSnapshotPolicyName: 'nightly',
    TimePoints: ['0', '23'],
    RepeatDays: 1,
    RepeatWeekdays: [],
    RetentionDays: -1,
    ProjectName: 'one',
    Status: 'available',
    VolumeNums: 0,
    Tags: [{ Key: 'a', Value: 'b' }],
  };
  expect(await show(id)).toMatchObject(seen);
  const change = { AutoSnapshotPolicyId: id, RepeatWeekdays: ['1', '7'], RetentionDays: 5 };
  await ok('ModifyAutoSnapshotPolicy', change);
  expect(await show(id)).toMatchObject({
    ...seen,
    RepeatDays: 0,
    RepeatWeekdays: ['1', '7'],
    RetentionDays: 5,
  });
});

it.each([
  [{ RepeatWeekdays: ['1'] }, 'InvalidRepeatDays.Malformed'],
  [{ RepeatDays: '' }, 'InvalidRepeatDays.Malformed'],
  [{ RepeatDays: 31 }, 'InvalidRepeatDays.Malformed'],
  [{ TimePoints: ['24'] }, 'InvalidTimePoints.Malformed'],
  [{ TimePoints: [] }, 'MissingParameter'],
  [{ RetentionDays: 0 }, 'InvalidRetentionDays.Malformed'],
  [{ AutoSnapshotPolicyName: '-' }, 'InvalidAutoSnapshotPolicyName.Malformed'],
])('refuses %o', async (more, code) => {
  const reply = await ebs('CreateAutoSnapshotPolicy', { ...NIGHTLY, ...more });
  expect(reply).toMatchObject({ status: 400, code });
});

it('is followed by volumes, which leave it, or are left by it', async () => {
  const [id, other] = [await made(), await made()];
  const [one, two] = [await volume(), await volume()];
  const both = { AutoSnapshotPolicyId: id, VolumeIds: [one, two] };
  await ok('ApplyAutoSnapshotPolicy', both);
  expect((await show(id)).VolumeNums).toBe(2);
  const { Volumes } = await ok('DescribeVolumes', { VolumeIds: [one] });
  expect(Volumes[0]).toMatchObject({
    AutoSnapshotPolicyId: id,
    AutoSnapshotPolicyName: 'nightly',
  });
  expect(
    await ebs('CancelAutoSnapshotPolicy', { AutoSnapshotPolicyId: other, VolumeIds: [one] }),
  ).toMatchObject({ status: 400, code: 'AutoSnapshotPolicyNotApplied' });
  await ok('CancelAutoSnapshotPolicy', { AutoSnapshotPolicyId: id, VolumeIds: [one] });
  expect((await show(id)).VolumeNums).toBe(1);
  await ok('DeleteAutoSnapshotPolicy', { AutoSnapshotPolicyId: id });
  const left = await ok('DescribeVolumes', { VolumeIds: [two] });
  expect(left.Volumes[0]).toMatchObject({ AutoSnapshotPolicyId: '', AutoSnapshotPolicyName: '' });
  const gone = { status: 404, code: 'AutoSnapshotPolicyNotFound' };
  expect(await ebs('DeleteAutoSnapshotPolicy', { AutoSnapshotPolicyId: id })).toMatchObject(gone);
  expect(await ebs('ApplyAutoSnapshotPolicy', both)).toMatchObject(gone);
  expect(await ebs('ModifyAutoSnapshotPolicy', { AutoSnapshotPolicyId: id })).toMatchObject(gone);
});

it('is found by every condition', async () => {
  const id = await made({ ProjectName: 'one', Tags: [{ Key: 'a' }] });
  const other = await made();
  const found = async (input: Record<string, unknown>) => {
    const { AutoSnapshotPolicies } = await ok('DescribeAutoSnapshotPolicy', input);
    return AutoSnapshotPolicies.map(
      (each: typeof other & { AutoSnapshotPolicyId: string }) => each.AutoSnapshotPolicyId,
    );
  };
  expect(await found({})).toEqual([id, other]);
  expect(await found({ ProjectName: 'one' })).toEqual([id]);
  expect(await found({ TagFilters: [{ Key: 'a' }] })).toEqual([id]);
  expect(await found({ PageNumber: 2, PageSize: 1 })).toEqual([other]);
});
