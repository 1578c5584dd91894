import * as z from 'zod';
import { tagResult } from '#services/vpc/tag/parameters.ts';

const networkInterface = () =>
  z.object({
    NetworkInterfaceId: z.string(),
    Type: z.string(),
    MacAddress: z.string(),
    PrimaryIpAddress: z.string(),
    Ipv6Addresses: z.array(z.string()).nullable(),
    /** The name that vpc uses: Terraform reads this one, and takes an empty list for a count of 0. */
    IPv6Sets: z.array(z.string()).nullable(),
    SecurityGroupIds: z.array(z.string()),
    SubnetId: z.string(),
    VpcId: z.string(),
  });

/** An instance as DescribeInstances answers it. Source: docs 6396/70466 and the SDK's types. */
export const instanceResult = () =>
  z.object({
    InstanceId: z.string(),
    InstanceName: z.string(),
    Description: z.string(),
    Status: z.string(),
    ZoneId: z.string(),
    VpcId: z.string(),
    InstanceTypeId: z.string(),
    Cpus: z.int(),
    MemorySize: z.int(),
    ImageId: z.string(),
    OsName: z.string(),
    OsType: z.string(),
    Hostname: z.string(),
    HostName: z.string(),
    CreatedAt: z.string(),
    UpdatedAt: z.string(),
    ExpiredAt: z.string(),
    InstanceChargeType: z.string(),
    SpotStrategy: z.string(),
    SpotPriceLimit: z.number(),
    StoppedMode: z.string(),
    KeyPairId: z.string(),
    KeyPairName: z.string(),
    ProjectName: z.string(),
    Uuid: z.string(),
    DeletionProtection: z.boolean(),
    DeploymentSetId: z.string(),
    DeploymentSetGroupNumber: z.int(),
    HpcClusterId: z.string(),
    ScheduledInstanceId: z.string(),
    ElasticScheduledInstanceType: z.string(),
    EnableJumboFrame: z.boolean(),
    AffinityGroupId: z.string(),
    CpuOptions: z.object({
      CoreCount: z.int(),
      ThreadsPerCore: z.int(),
      TopologyType: z.string(),
    }),
    LocalVolumes: z.array(z.object({ Count: z.int(), Size: z.int(), VolumeType: z.string() })),
    Volumes: z.array(z.object({ VolumeId: z.string() })),
    Tags: z.array(tagResult()),
    Placement: z.object({
      Affinity: z.string(),
      DedicatedHostClusterId: z.string(),
      DedicatedHostId: z.string(),
      Tenancy: z.string(),
    }),
    MetadataOptions: z.object({ HttpTokens: z.string() }),
    RdmaIpAddresses: z.array(z.string()),
    RdmaNetworkInterfaceDetails: z.array(
      z.object({
        Gateway: z.string(),
        Ip: z.string(),
        Mask: z.string(),
        SwitchName: z.string(),
        SwitchPort: z.string(),
      }),
    ),
    /** null without an EIP: Terraform compares the id here with the one that it set. */
    EipAddress: z.object({ AllocationId: z.string(), IpAddress: z.string() }).nullable(),
    NetworkInterfaces: z.array(networkInterface()),
  });

export type InstanceView = z.infer<ReturnType<typeof instanceResult>>;
export type InterfaceOfInstanceView = z.infer<ReturnType<typeof networkInterface>>;
