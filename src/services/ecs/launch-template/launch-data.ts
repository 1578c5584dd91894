import * as z from 'zod';
import type { Inert } from '#core/action.ts';
import { flag, id, list, note, text } from '#core/parameters.ts';

/*
 * What an instance is launched with. It is judged when an instance is launched, not when a version is
 * made: docs 6396/1324369.
 */

const eip = () =>
  z.object({
    Bandwidth: z.int().optional(),
    BandwidthPackageId: id().optional(),
    BillingType: z.int().optional(),
    ISP: text(64).optional(),
    ReleaseWithInstance: flag().optional(),
    SecurityProtectionInstanceId: z.int().optional(),
    SecurityProtectionTypes: list(text(64), 10).optional(),
  });

const networkInterface = () =>
  z.object({
    SubnetId: id().optional(),
    SecurityGroupIds: list(id(), 100).optional(),
  });

const volume = () =>
  z.object({
    VolumeType: text(64).optional(),
    Size: z.int().optional(),
    SnapshotId: id().optional(),
    DeleteWithInstance: flag().optional(),
    ExtraPerformanceTypeId: text(64).optional(),
    ExtraPerformanceIOPS: z.int().optional(),
    ExtraPerformanceThroughputMB: z.int().optional(),
  });

const tag = () =>
  z.object({ Key: text(128), Value: note(text(256).default(''), { keepsEmpty: true }) });

const LONGEST_USER_DATA = 22_000;

/** The parameters with which a version is made. Source: the SDK's types. */
export const launchData = () => ({
  DeploymentSetGroupNumber: z.int().optional(),
  DeploymentSetId: id().optional(),
  Description: text(255).optional(),
  Eip: eip().optional(),
  HostName: text(128).optional(),
  HpcClusterId: id().optional(),
  ImageId: id().optional(),
  ImageName: text(128).optional(),
  InstanceChargeType: text(64).optional(),
  InstanceName: text(128).optional(),
  InstanceTypeId: id().optional(),
  KeepImageCredential: flag().optional(),
  KeyPairName: text(128).optional(),
  NetworkInterfaces: list(networkInterface(), 100).optional(),
  ProjectName: text(64).optional(),
  ScheduledInstance: z
    .object({
      ScheduledInstanceDescription: text(255).optional(),
      ScheduledInstanceName: text(128).optional(),
    })
    .optional(),
  SecurityEnhancementStrategy: text(64).optional(),
  SpotPriceLimit: z.number().optional(),
  SpotStrategy: text(64).optional(),
  SuffixIndex: z.int().optional(),
  Tags: list(tag(), 50).optional(),
  UniqueSuffix: flag().optional(),
  UserData: note(text(LONGEST_USER_DATA), { sensitive: true }).optional(),
  Volumes: list(volume(), 16).optional(),
  VpcId: id().optional(),
  ZoneId: id().optional(),
});

export const LAUNCH_DATA_INERT: Inert = {
  ImageName: 'an image is found by its id, and no answer shows it',
};

export type LaunchData = z.infer<z.ZodObject<ReturnType<typeof launchData>>>;

/** A version's data as DescribeLaunchTemplateVersions answers it. Source: the SDK's types. */
export const launchDataResult = () =>
  z.object({
    DeploymentSetGroupNumber: z.int(),
    DeploymentSetId: z.string(),
    Description: z.string(),
    Eip: z.object({
      Bandwidth: z.int(),
      BandwidthPackageId: z.string(),
      BillingType: z.int(),
      ISP: z.string(),
      ReleaseWithInstance: z.boolean(),
      SecurityProtectionInstanceId: z.int(),
      SecurityProtectionTypes: z.array(z.string()),
    }),
    HostName: z.string(),
    HpcClusterId: z.string(),
    ImageId: z.string(),
    InstanceChargeType: z.string(),
    InstanceName: z.string(),
    InstanceTypeId: z.string(),
    KeepImageCredential: z.boolean(),
    KeyPairName: z.string(),
    NetworkInterfaces: z.array(
      z.object({ SubnetId: z.string(), SecurityGroupIds: z.array(z.string()) }),
    ),
    ProjectName: z.string(),
    ScheduledInstance: z.object({
      ScheduledInstanceDescription: z.string(),
      ScheduledInstanceName: z.string(),
    }),
    SecurityEnhancementStrategy: z.string(),
    SpotPriceLimit: z.number(),
    SpotStrategy: z.string(),
    SuffixIndex: z.int(),
    Tags: z.array(z.object({ Key: z.string(), Value: z.string() })),
    UniqueSuffix: z.boolean(),
    UserData: z.string(),
    Volumes: z.array(
      z.object({
        VolumeType: z.string(),
        Size: z.int(),
        SnapshotId: z.string(),
        DeleteWithInstance: z.boolean(),
        ExtraPerformanceTypeId: z.string(),
        ExtraPerformanceIOPS: z.int(),
        ExtraPerformanceThroughputMB: z.int(),
      }),
    ),
    VpcId: z.string(),
    ZoneId: z.string(),
  });

type Shown = z.infer<ReturnType<typeof launchDataResult>>;

/** What was given of a version's data, and the empty value of everything else. */
export function viewLaunchData(data: LaunchData): Shown {
  const { NetworkInterfaces = [], ScheduledInstance = {}, Volumes = [] } = data;
  return {
    DeploymentSetGroupNumber: data.DeploymentSetGroupNumber ?? 0,
    DeploymentSetId: data.DeploymentSetId ?? '',
    Description: data.Description ?? '',
    Eip: viewEip(data.Eip),
    HostName: data.HostName ?? '',
    HpcClusterId: data.HpcClusterId ?? '',
    ImageId: data.ImageId ?? '',
    InstanceChargeType: data.InstanceChargeType ?? '',
    InstanceName: data.InstanceName ?? '',
    InstanceTypeId: data.InstanceTypeId ?? '',
    KeepImageCredential: data.KeepImageCredential ?? false,
    KeyPairName: data.KeyPairName ?? '',
    NetworkInterfaces: NetworkInterfaces.map(({ SubnetId = '', SecurityGroupIds = [] }) => ({
      SubnetId,
      SecurityGroupIds,
    })),
    ProjectName: data.ProjectName ?? '',
    ScheduledInstance: {
      ScheduledInstanceDescription: ScheduledInstance.ScheduledInstanceDescription ?? '',
      ScheduledInstanceName: ScheduledInstance.ScheduledInstanceName ?? '',
    },
    SecurityEnhancementStrategy: data.SecurityEnhancementStrategy ?? '',
    SpotPriceLimit: data.SpotPriceLimit ?? 0,
    SpotStrategy: data.SpotStrategy ?? '',
    SuffixIndex: data.SuffixIndex ?? 0,
    Tags: (data.Tags ?? []).map(({ Key, Value }) => ({ Key, Value })),
    UniqueSuffix: data.UniqueSuffix ?? false,
    UserData: data.UserData ?? '',
    Volumes: Volumes.map((each) => ({
      VolumeType: each.VolumeType ?? '',
      Size: each.Size ?? 0,
      SnapshotId: each.SnapshotId ?? '',
      DeleteWithInstance: each.DeleteWithInstance ?? false,
      ExtraPerformanceTypeId: each.ExtraPerformanceTypeId ?? '',
      ExtraPerformanceIOPS: each.ExtraPerformanceIOPS ?? 0,
      ExtraPerformanceThroughputMB: each.ExtraPerformanceThroughputMB ?? 0,
    })),
    VpcId: data.VpcId ?? '',
    ZoneId: data.ZoneId ?? '',
  };
}

const viewEip = (eip: LaunchData['Eip'] = {}): Shown['Eip'] => ({
  Bandwidth: eip.Bandwidth ?? 0,
  BandwidthPackageId: eip.BandwidthPackageId ?? '',
  BillingType: eip.BillingType ?? 0,
  ISP: eip.ISP ?? '',
  ReleaseWithInstance: eip.ReleaseWithInstance ?? false,
  SecurityProtectionInstanceId: eip.SecurityProtectionInstanceId ?? 0,
  SecurityProtectionTypes: eip.SecurityProtectionTypes ?? [],
});
