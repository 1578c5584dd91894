import * as z from 'zod';
import type { Inert } from '#core/action.ts';
import { clientToken, flag, id, integer, list, note, notOffered, text } from '#core/parameters.ts';
import { isp } from '#services/vpc/eip/parameters.ts';
import { DEFAULT_PROJECT } from '#services/vpc/names.ts';
import { MOST_GROUPS } from '../deployment-set/parameters.ts';
import { ecsRefusals } from '../refusals.ts';
import { instanceTags } from '../tags.ts';
import { CPU_OPTIONS_INERT, cpuOptions } from './options.ts';
import { description, hostname, months, password, userData } from './parameters.ts';
import { VOLUME_TYPES } from './volumes.ts';

// A name may contain a sequence: `web-[1,3]`. A rule checks the resulting names, since they depend
// on the count.
const NAME = /^\p{L}[\p{L}\p{N}._-]*(\[\d{0,4}(,\d?)?\][\p{L}\p{N}._-]*)?$/u;
const HOSTNAME = /^[A-Za-z0-9.-]+(\[\d{0,4}(,\d?)?\][A-Za-z0-9.-]*)?$/;
const PERIODS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 24, 36, 48, 60];

const networkInterface = () =>
  z.object({
    SubnetId: id(),
    SecurityGroupIds: list(id(), 100),
    PrimaryIpAddress: text(64).optional(),
    PrivateIpAddresses: list(text(64), 1000).optional(),
    Ipv6AddressCount: integer(1, 1000).optional(),
  });

const volume = () =>
  z.object({
    Size: integer(0, 1_000_000).optional(),
    VolumeType: z.enum(VOLUME_TYPES).optional(),
    DeleteWithInstance: flag().optional(),
    SnapshotId: id().optional(),
    BurstEnabled: flag().optional(),
    ExtraPerformanceTypeId: z.enum(['Balance', 'IOPS', 'Throughput']).optional(),
    ExtraPerformanceIOPS: integer(0, 50_000).optional(),
    ExtraPerformanceThroughputMB: integer(0, 650).optional(),
  });

const eipAddress = () =>
  z.object({
    BandwidthMbps: integer(1, 500).optional(),
    BandwidthPackageId: id().optional(),
    ChargeType: z.enum(['PayByBandwidth', 'PayByTraffic', 'PrePaid']).optional(),
    ISP: isp().optional(),
    ReleaseWithInstance: flag().optional(),
    SecurityProtectionInstanceId: z.int().optional(),
    SecurityProtectionTypes: list(z.enum(['AntiDDoS_Enhanced']), 1).optional(),
  });

const placement = () =>
  z.object({
    Affinity: z.enum(['Default', 'Host']).optional(),
    DedicatedHostClusterId: id().optional(),
    DedicatedHostId: id().optional(),
    Tenancy: z.enum(['Default', 'Host']).optional(),
  });

/** Source: docs 6396/76275 and the SDK's types. */
export const runParameters = () =>
  z.object({
    ZoneId: id(),
    ImageId: id(),
    InstanceTypeId: id().optional(),
    /** The older name: Terraform sends it. */
    InstanceType: id().optional(),
    InstanceName: note(z.string().max(128).regex(NAME), { malformed: ecsRefusals.NameMalformed }),
    NetworkInterfaces: list(networkInterface(), 100).min(1),
    /** 0 stands for 1. */
    Count: integer(0, 100).default(1),
    MinCount: integer(1, 100).optional(),
    Description: description().optional(),
    Hostname: hostname(HOSTNAME).optional(),
    HostName: hostname(HOSTNAME).optional(),
    UniqueSuffix: flag().default(false),
    SuffixIndex: integer(1, 999).default(1),
    Password: password().optional(),
    KeyPairName: text(128).optional(),
    KeepImageCredential: flag().optional(),
    UserData: userData().optional(),
    InstanceChargeType: z.enum(['PostPaid', 'PrePaid']).default('PostPaid'),
    Period: months(PERIODS).default(1),
    PeriodUnit: z.enum(['Month']).default('Month'),
    AutoRenew: flag().optional(),
    AutoRenewPeriod: integer(1, 12).optional(),
    SpotStrategy: z.enum(['NoSpot', 'SpotAsPriceGo', 'SpotWithPriceLimit']).default('NoSpot'),
    SpotPriceLimit: z.number().min(0).optional(),
    Volumes: list(volume(), 16).optional(),
    EipAddress: eipAddress().optional(),
    ProjectName: z
      .string()
      .max(64)
      .regex(/^[A-Za-z0-9_.-]+$/)
      .default(DEFAULT_PROJECT),
    Tags: instanceTags().optional(),
    DeletionProtection: flag().default(false),
    HttpTokens: z.enum(['optional', 'required']).default('optional'),
    DryRun: flag().default(false),
    ClientToken: clientToken().optional(),

    AffinityGroupSize: notOffered(z.int(), 'there are no affinity groups').optional(),
    CpuMaxFrequency: z.number().optional(),
    CpuOptions: cpuOptions().optional(),
    CreditSpecification: text(64).optional(),
    DeploymentSetGroupNumber: integer(1, MOST_GROUPS).optional(),
    DeploymentSetId: id().optional(),
    EnablePrimaryInterfaceHighBandwidthType: flag().optional(),
    HpcClusterId: id().optional(),
    ImageReleaseVersion: text(64).optional(),
    InstallRunCommandAgent: flag().optional(),
    NetworkOptions: z.object({ EnableJumboFrame: flag().optional() }).optional(),
    Placement: placement().optional(),
    SecurityEnhancementStrategy: z.enum(['Active', 'InActive']).optional(),
  });

export type RunInput = z.infer<ReturnType<typeof runParameters>>;

const NO_SYSTEM = 'no system is there that would take it, and nothing shows it';
const NO_RENEWAL = 'a subscription is not renewed by itself here, and nothing shows it';

/** Parameters that are accepted and change nothing that any answer shows. */
export const runInert: Inert = {
  AutoRenew: NO_RENEWAL,
  AutoRenewPeriod: NO_RENEWAL,
  CpuMaxFrequency: 'no processor is there, and nothing shows it',
  CreditSpecification: 'no processor is there, and nothing shows it',
  EnablePrimaryInterfaceHighBandwidthType: 'no traffic is limited here, and nothing shows it',
  ImageReleaseVersion: 'an image has one version here',
  InstallRunCommandAgent: NO_SYSTEM,
  KeepImageCredential: NO_SYSTEM,
  Password: NO_SYSTEM,
  PeriodUnit: 'it is always Month',
  SecurityEnhancementStrategy: NO_SYSTEM,
  ...CPU_OPTIONS_INERT,
};
