import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { patchRow } from '#test/support/rows.ts';
import { madeInstance, runInput, scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
let web: string;
let db: string;
beforeAll(async () => {
  server = await startServer({ world: worldOfTwo() });
  const at = await scene(server);
  web = await madeInstance(server, at);
  const { InstanceIds } = await server.client.ok(
    'ecs',
    'RunInstances',
    runInput(at, {
      ProjectName: 'other',
      InstanceChargeType: 'PrePaid',
      Volumes: [
        { Size: 50, VolumeType: 'ESSD_PL0' },
        { Size: 100, VolumeType: 'ESSD_FlexPL', DeleteWithInstance: false },
      ],
    }),
  );
  [db] = InstanceIds;
  await server.settled();
});
afterAll(() => server.close());

const ebs = (action: string, input: Record<string, unknown>) =>
  server.client.call('storage_ebs', action, input);

async function volumes(input: Record<string, unknown>) {
  const { result } = await ebs('DescribeVolumes', input);
  return result.Volumes as { VolumeId: string; InstanceId: string; Kind: string; Size: string }[];
}

describe('DescribeVolumes', () => {
  it('says what Terraform reads of the system volume, its size as a string', async () => {
    const [system, ...more] = await volumes({ InstanceId: web, Kind: 'system' });
    expect(more).toEqual([]);
    expect(system).toMatchObject({
      InstanceId: web,
      Kind: 'system',
      Size: '40',
      Status: 'attached',
      VolumeType: 'ESSD_PL0',
      ProjectName: 'default',
      DeleteWithInstance: true,
      PayType: 'post',
      ExpiredTime: '',
      ImageId: 'image-debian12x64tenon00',
    });
    expect(system?.VolumeId).toMatch(/^vol-[0-9a-z]{20}$/);
  });

  it('says of each volume what the instance was launched with', async () => {
    expect(await volumes({ InstanceId: db })).toMatchObject([
      { Kind: 'system', Size: '50', DeleteWithInstance: true, PayType: 'pre' },
      { Kind: 'data', Size: '100', VolumeType: 'ESSD_FlexPL', DeleteWithInstance: false },
    ]);
  });

  it('lists the same volumes as DescribeInstances', async () => {
    const { result } = await server.client.ecs('DescribeInstances', { InstanceIds: [db] });
    const ids = (await volumes({ InstanceId: db })).map(({ VolumeId }) => ({ VolumeId }));
    expect(result.Instances[0].Volumes).toEqual(ids);
  });

  it('filters by every condition', async () => {
    const [system, data] = (await volumes({ InstanceId: db })).map(({ VolumeId }) => VolumeId);
    const found = async (input: Record<string, unknown>) =>
      (await volumes(input)).map(({ VolumeId }) => VolumeId);
    expect(await found({ VolumeIds: [data, 'vol-none'] })).toEqual([data]);
    expect(await found({ VolumeIds: [data], InstanceId: web })).toEqual([]);
    expect(await found({ ProjectName: 'other', Kind: 'system' })).toEqual([system]);
    expect(await found({ VolumeType: 'ESSD_FlexPL' })).toEqual([data]);
    expect(await found({ VolumeName: system })).toEqual([system]);
    expect(await found({ BillingType: 1, Kind: 'data' })).toEqual([data]);
    expect(await found({ VolumeStatus: 'available' })).toEqual([]);
    expect(await found({ ZoneId: 'cn-beijing-b' })).toEqual([]);
    expect(await found({ TagFilters: [{ Key: 'k' }] })).toEqual([]);
  });

  it('pages in both styles', async () => {
    const all = (await volumes({})).map(({ VolumeId }) => VolumeId);
    expect(all).toHaveLength(3);
    const second = await ebs('DescribeVolumes', { PageNumber: 2, PageSize: 2 });
    expect(second.result).toMatchObject({ PageNumber: 2, PageSize: 2, TotalCount: 3 });
    expect(second.result.Volumes).toMatchObject([{ VolumeId: all[2] }]);
    const first = await ebs('DescribeVolumes', { MaxResults: 2 });
    const { NextToken } = first.result;
    const rest = await ebs('DescribeVolumes', { MaxResults: 2, NextToken });
    expect(rest.result).toMatchObject({ Volumes: [{ VolumeId: all[2] }], NextToken: '' });
  });

  it('refuses a token that no answer gave', async () => {
    const reply = await ebs('DescribeVolumes', { NextToken: 'none' });
    expect(reply).toMatchObject({ status: 400, code: 'InvalidNextToken.Malformed' });
  });

  it('shows nobody the volumes of another account', async () => {
    const other = await server
      .as(OTHER)
      .call('storage_ebs', 'DescribeVolumes', { InstanceId: web });
    expect(other.result).toMatchObject({ Volumes: [], TotalCount: 0 });
  });
});

describe('ExtendVolume', () => {
  const volumeOf = async (InstanceId: string, Kind: string) =>
    (await volumes({ InstanceId, Kind }))[0]?.VolumeId;

  it('makes one volume larger and leaves the others', async () => {
    const VolumeId = await volumeOf(db, 'data');
    const reply = await ebs('ExtendVolume', { VolumeId, NewSize: '120' });
    expect(reply).toMatchObject({ status: 200, result: {} });
    expect(await volumes({ InstanceId: db })).toMatchObject([{ Size: '50' }, { Size: '120' }]);
  });

  it('refuses a volume that there is not', async () => {
    const reply = await ebs('ExtendVolume', { VolumeId: 'vol-none', NewSize: '120' });
    expect(reply).toMatchObject({ status: 404, code: 'VolumeNotFound' });
  });

  it("refuses another account's volume", async () => {
    const VolumeId = await volumeOf(web, 'system');
    const other = server.as(OTHER);
    expect(
      await other.call('storage_ebs', 'ExtendVolume', { VolumeId, NewSize: '120' }),
    ).toMatchObject({ code: 'VolumeNotFound' });
  });

  it('refuses a smaller size, and takes the one that it has', async () => {
    const VolumeId = await volumeOf(web, 'system');
    const reply = await ebs('ExtendVolume', { VolumeId, NewSize: '39' });
    expect(reply).toMatchObject({ status: 400, code: 'InvalidNewSize.Malformed' });
    expect(await ebs('ExtendVolume', { VolumeId, NewSize: '40' })).toMatchObject({ status: 200 });
  });

  it.each([
    ['system', '2049'],
    ['data', '65537'],
  ])('refuses a %s volume of %s GiB', async (kind, NewSize) => {
    const VolumeId = await volumeOf(db, kind);
    const reply = await ebs('ExtendVolume', { VolumeId, NewSize });
    expect(reply).toMatchObject({ status: 400, code: 'LimitExceeded.VolumeSize' });
  });

  it('refuses while the instance is on its way', async () => {
    const VolumeId = await volumeOf(web, 'system');
    await patchRow(server, 'instance', web, { status: 'STOPPING' });
    const reply = await ebs('ExtendVolume', { VolumeId, NewSize: '80' });
    await patchRow(server, 'instance', web, { status: 'RUNNING' });
    expect(reply).toMatchObject({ status: 400, code: 'IncorrectInstanceStatus' });
  });

  it('refuses a request without a size', async () => {
    const reply = await ebs('ExtendVolume', { VolumeId: 'vol-none' });
    expect(reply).toMatchObject({ status: 400, code: 'MissingParameter' });
  });
});
