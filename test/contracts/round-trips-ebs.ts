const described = { Description: 'round trip', ProjectName: 'default' };
const web = { ...described, Tags: [{ Key: 'k', Value: 'v' }] };
const service = 'storage_ebs';

const VOLUME = ['DescribeVolumes', { VolumeIds: ['VOLUME'] }] as const;
const SNAPSHOT = ['DescribeSnapshots', { SnapshotIds: ['SNAPSHOT'] }] as const;
const GROUP = ['DescribeSnapshotGroups', { SnapshotGroupIds: ['SNAPSHOT-GROUP'] }] as const;
const POLICY = [
  'DescribeAutoSnapshotPolicy',
  { AutoSnapshotPolicyIds: ['SNAPSHOT-POLICY'] },
] as const;

/** Volumes and snapshots: `INSTANCE` stands for an instance that is there. */
export const EBS_ROUND_TRIPS = [
  {
    service,
    action: 'CreateVolume',
    given: {
      VolumeName: 'volume',
      VolumeType: 'ESSD_FlexPL',
      Kind: 'data',
      Size: 500,
      InstanceId: 'INSTANCE',
      ZoneId: 'cn-beijing-b',
      BurstEnabled: true,
      DeleteProtection: true,
      DeleteProtectionRetentionDays: 7,
      VolumeChargeType: 'PostPaid',
      ...web,
    },
    makes: ['VOLUME', 'VolumeId'],
    describe: VOLUME,
    shown: { Size: '500', PayType: 'post', Status: 'attached' },
  },
  {
    service,
    action: 'ModifyVolumeAttribute',
    given: {
      VolumeId: 'VOLUME',
      VolumeName: 'volume-2',
      Description: 'changed',
      BurstEnabled: false,
      DeleteProtection: false,
      DeleteProtectionRetentionDays: 8,
      DeleteWithInstance: true,
    },
    describe: VOLUME,
  },
  {
    service,
    action: 'ModifyVolumeExtraPerformance',
    given: { VolumeId: 'VOLUME', ExtraPerformanceTypeId: 'IOPS', ExtraPerformanceIOPS: 100 },
    describe: VOLUME,
    shown: { ExtraPerformance: { ExtraPerformanceTypeId: 'IOPS', IOPS: 100, Throughput: 0 } },
  },
  {
    service,
    action: 'CreateSnapshot',
    given: { VolumeId: 'VOLUME', SnapshotName: 'snapshot', RetentionDays: 3, ...web },
    makes: ['SNAPSHOT', 'SnapshotId'],
    describe: SNAPSHOT,
  },
  {
    service,
    action: 'ModifySnapshotAttribute',
    given: {
      SnapshotId: 'SNAPSHOT',
      SnapshotName: 'snapshot-2',
      Description: 'changed',
      RetentionDays: 4,
    },
    describe: SNAPSHOT,
  },
  {
    service,
    action: 'CreateSnapshotGroup',
    given: { VolumeIds: ['VOLUME'], InstanceId: 'INSTANCE', Name: 'group', ...web },
    makes: ['SNAPSHOT-GROUP', 'SnapshotGroupId'],
    describe: GROUP,
    shown: { Snapshots: [{ VolumeKind: 'data', VolumeName: 'volume-2' }] },
  },
  {
    service,
    action: 'ModifySnapshotGroup',
    given: { SnapshotGroupId: 'SNAPSHOT-GROUP', Name: 'group-2', Description: 'changed' },
    describe: GROUP,
  },
  {
    service,
    action: 'CreateAutoSnapshotPolicy',
    given: {
      AutoSnapshotPolicyName: 'policy',
      TimePoints: ['1', '2'],
      RepeatWeekdays: ['1'],
      RetentionDays: 5,
      ProjectName: 'default',
      Tags: [{ Key: 'k', Value: 'v' }],
    },
    makes: ['SNAPSHOT-POLICY', 'AutoSnapshotPolicyId'],
    describe: POLICY,
  },
  {
    service,
    action: 'ModifyAutoSnapshotPolicy',
    given: {
      AutoSnapshotPolicyId: 'SNAPSHOT-POLICY',
      AutoSnapshotPolicyName: 'policy-2',
      TimePoints: ['3'],
      RepeatDays: 2,
      RetentionDays: -1,
    },
    describe: POLICY,
  },
] as const;
