import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { breaches } from '#test/support/invariants.ts';
import { patchRow } from '#test/support/rows.ts';
import { madeInstance, type Scene, scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { DEFAULT_IMAGES } from '#world/default-images.ts';
import { makeWorld } from '#world/make.ts';

const UBUNTU = 'image-ubuntu2204x64tenon';
const [debian] = DEFAULT_IMAGES;
const WINDOWS = {
  ...(debian as NonNullable<typeof debian>),
  id: 'image-win',
  osType: 'Windows',
  sizeGiB: 50,
};

let server: TestServer;
let here: Scene;
beforeEach(async () => {
  const images = [...DEFAULT_IMAGES, WINDOWS];
  server = await startServer({ transitions: 'manual', world: makeWorld({ images }) });
  here = await scene(server);
  for (const KeyPairName of ['new', 'kp']) {
    await server.client.ok('ecs', 'CreateKeyPair', { KeyPairName });
  }
});
afterEach(() => server.close());

const stopped = (patch = {}) => madeInstance(server, here, { status: 'STOPPED', ...patch });
const replace = (InstanceId: string, more: Record<string, unknown> = {}) =>
  server.client.ecs('ReplaceSystemVolume', {
    InstanceId,
    ImageId: UBUNTU,
    Password: 'Passw0rd!',
    ...more,
  });
const seen = async (id: string) =>
  (await server.client.ok('ecs', 'DescribeInstances', { InstanceIds: [id] })).Instances[0];
const volumesOf = async (id: string) => {
  const found = [];
  for (const Kind of ['system', 'data']) {
    const input = { InstanceId: id, Kind };
    found.push(...(await server.client.ok('storage_ebs', 'DescribeVolumes', input)).Volumes);
  }
  return found.map(({ VolumeId, Size, VolumeType, Status }) => ({
    VolumeId,
    Size,
    VolumeType,
    Status,
  }));
};

describe('ReplaceSystemVolume', () => {
  it.each([
    'STOPPED',
    'RUNNING',
  ])('of a %s instance is REBUILDING, then RUNNING', async (status) => {
    const id = await stopped({ status, key_pair_name: 'old', user_data: 'YQ==' });
    const [before, data] = await volumesOf(id);
    const { result } = await replace(id, { KeyPairName: 'new', Password: '' });
    expect(result).toEqual({});
    await server.advance(4999);
    expect(await seen(id)).toMatchObject({
      Status: 'REBUILDING',
      ImageId: UBUNTU,
      OsName: 'Ubuntu 22.04 64 bit',
      KeyPairName: 'new',
    });
    await server.advance(1);
    expect((await seen(id)).Status).toBe('RUNNING');
    const [after, same] = await volumesOf(id);
    expect(after).toEqual({ ...before, VolumeId: expect.stringMatching(/^vol-/) });
    expect(after?.VolumeId).not.toBe(before?.VolumeId);
    expect(same).toEqual(data);
    const kept = await server.client.ok('ecs', 'DescribeUserData', { InstanceId: id });
    expect(kept.UserData).toBe('YQ==');
    expect(await breaches(server.store, server.world, true)).toEqual([]);
  });

  it('takes a size and user data, as Terraform sends them', async () => {
    const id = await stopped({ key_pair_name: 'old' });
    const more = { Size: '80', UserData: 'Yg==', KeepImageCredential: false, SystemVolumeSize: 90 };
    expect((await replace(id, more)).status).toBe(200);
    expect((await volumesOf(id))[0]?.Size).toBe('80');
    expect((await seen(id)).KeyPairName).toBe('');
    const kept = await server.client.ok('ecs', 'DescribeUserData', { InstanceId: id });
    expect(kept.UserData).toBe('Yg==');
  });

  it('keeps the start of a hostname that is too long for Windows, and the image’s size', async () => {
    const id = await stopped({ hostname: 'web-1.example.com', key_pair_name: 'kp' });
    await replace(id, { ImageId: WINDOWS.id, KeyPairName: 'kp' });
    expect(await seen(id)).toMatchObject({ Hostname: 'web-1.example.c', KeyPairName: '' });
    expect((await volumesOf(id))[0]?.Size).toBe('50');
    const short = await stopped({ hostname: 'web-1' });
    await replace(short, { ImageId: WINDOWS.id });
    expect((await seen(short)).Hostname).toBe('web-1');
  });

  it('refuses what is not there, on its way, too small or without a credential', async () => {
    const id = await stopped();
    const cases: [Record<string, unknown>, number, string][] = [
      [{ InstanceId: 'i-none' }, 404, 'InvalidInstance.NotFound'],
      [{ ImageId: 'image-none' }, 404, 'InvalidImage.NotFound'],
      [{ KeyPairName: 'none' }, 404, 'InvalidKeyPair.NotFound'],
      [{ Size: 19 }, 400, 'LimitExceeded.SystemVolumeSize'],
      [{ Size: 2049 }, 400, 'LimitExceeded.SystemVolumeSize'],
      [{ Size: 40, ImageId: WINDOWS.id }, 400, 'LimitExceeded.SystemVolumeSize'],
      [{ Password: '' }, 400, 'MissingParameter.PasswordAndKeyPair'],
      [{ Password: 'weak' }, 400, 'InvalidPassword.Malformed'],
      [{ ImageId: '' }, 400, 'MissingParameter.ImageId'],
      [{ DryRun: true }, 400, 'DryRunOperation'],
    ];
    for (const [input, status, code] of cases) {
      expect([input, await replace(id, input)]).toMatchObject([input, { status, code }]);
    }
    expect(await seen(id)).toMatchObject({ Status: 'STOPPED', ImageId: debian?.id });
    for (const status of ['CREATING', 'RESIZING', 'REBUILDING', 'ERROR']) {
      await patchRow(server, 'instance', id, { status });
      expect((await replace(id)).code).toBe('InvalidInstanceStatus');
    }
    await patchRow(server, 'instance', id, { status: 'STOPPED' });
    expect((await replace(id, { Password: '', KeepImageCredential: true })).status).toBe(200);
  });
});
