import type { TestServer } from './server.ts';

/** What every volume is made with. */
export const NEW_VOLUME = { VolumeName: 'data', VolumeType: 'ESSD_PL0', Size: 20 };

type Input = Readonly<Record<string, unknown>>;

/** Calls `storage_ebs:Action`, which must succeed, and waits for the end of what it began. */
export async function ebs(server: TestServer, action: string, input: Input) {
  const result = await server.client.ok('storage_ebs', action, { ...input });
  await server.settled();
  return result;
}

/** Makes a volume, which is free where no instance is named. Resolves to its id. */
export async function madeVolume(server: TestServer, more: Input = {}): Promise<string> {
  const place = 'InstanceId' in more ? {} : { ZoneId: 'cn-beijing-a' };
  return (await ebs(server, 'CreateVolume', { ...NEW_VOLUME, ...place, ...more })).VolumeId;
}

export async function madeSnapshot(server: TestServer, VolumeId: string): Promise<string> {
  const input = { VolumeId, SnapshotName: 'snapshot' };
  return (await ebs(server, 'CreateSnapshot', input)).SnapshotId;
}

export async function madeSnapshotGroup(server: TestServer, VolumeId: string): Promise<string> {
  return (await ebs(server, 'CreateSnapshotGroup', { VolumeIds: [VolumeId] })).SnapshotGroupId;
}

export async function madePolicy(server: TestServer): Promise<string> {
  const made = await ebs(server, 'CreateAutoSnapshotPolicy', {
    AutoSnapshotPolicyName: 'policy',
    TimePoints: ['1'],
    RepeatDays: 1,
    RetentionDays: 7,
  });
  return made.AutoSnapshotPolicyId;
}
