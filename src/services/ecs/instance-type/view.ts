import * as z from 'zod';
import type { InstanceType } from '#world/world.ts';
import { VOLUME_TYPES } from '../instance/volumes.ts';

const memory = () => z.object({ Size: z.int(), EncryptedSize: z.int() });

/**
 * An instance type as DescribeInstanceTypes answers it. Source: docs 6396/92769 and the SDK's
 * types.
 */
export const instanceTypeResult = () =>
  z.object({
    InstanceTypeId: z.string(),
    InstanceTypeFamily: z.string(),
    Processor: z.object({
      Cpus: z.int(),
      Model: z.string(),
      BaseFrequency: z.number(),
      TurboFrequency: z.number(),
    }),
    Memory: memory(),
    Network: z.object({
      MaximumNetworkInterfaces: z.int(),
      MaximumPrivateIpv4AddressesPerNetworkInterface: z.int(),
      BaselineBandwidthMbps: z.int(),
      MaximumBandwidthMbps: z.int(),
      MaximumQueuesPerNetworkInterface: z.int(),
      MaximumThroughputKpps: z.int(),
    }),
    Volume: z.object({ MaximumCount: z.int(), SupportedVolumeTypes: z.array(z.string()) }),
    LocalVolumes: z.array(z.object({ Count: z.int(), Size: z.int(), VolumeType: z.string() })),
    /**
     * null without a GPU: Terraform takes an instance whose type has a value here for a GPU server.
     */
    Gpu: z
      .object({
        GpuDevices: z.array(
          z.object({ Count: z.int(), ProductName: z.string(), Memory: memory() }),
        ),
      })
      .nullable(),
    /** null without RDMA: cello and Terraform test for it. */
    Rdma: z.object({ RdmaNetworkInterfaces: z.int(), RdmaProductName: z.string() }).nullable(),
    BaselineCredit: z.int(),
    InitialCredit: z.int(),
    AffinityGroupSizes: z.array(z.int()),
    IsSupportAffinityGroup: z.boolean(),
    IsSupportJumboFrame: z.boolean(),
    // Not in the public SDK; cello reads both.
    NetworkInterfaceTotalNumQuota: z.int(),
    TrunkNetworkInterfaceSupported: z.boolean(),
  });

export type InstanceTypeView = z.infer<ReturnType<typeof instanceTypeResult>>;

/**
 * The view of a type. A saved answer of the vendor's is repeated, except for the fields that Tenon
 * itself computes with. 0 and '' stand for what is not known.
 */
export function viewInstanceType(type: InstanceType): InstanceTypeView {
  const { Processor, Memory, Network, ...others } = type.extra as Saved;
  return {
    Volume: { MaximumCount: 16, SupportedVolumeTypes: [...VOLUME_TYPES] },
    LocalVolumes: [],
    Gpu: null,
    Rdma: null,
    BaselineCredit: 0,
    InitialCredit: 0,
    AffinityGroupSizes: [],
    IsSupportAffinityGroup: false,
    IsSupportJumboFrame: false,
    NetworkInterfaceTotalNumQuota: type.maxInterfaces,
    TrunkNetworkInterfaceSupported: false,
    ...others,
    InstanceTypeId: type.id,
    InstanceTypeFamily: type.family,
    Processor: {
      Model: '',
      BaseFrequency: 0,
      TurboFrequency: 0,
      ...Processor,
      Cpus: type.cpus,
    },
    Memory: { EncryptedSize: 0, ...Memory, Size: type.memoryMiB },
    Network: {
      BaselineBandwidthMbps: 0,
      MaximumBandwidthMbps: 0,
      MaximumQueuesPerNetworkInterface: 0,
      MaximumThroughputKpps: 0,
      ...Network,
      MaximumNetworkInterfaces: type.maxInterfaces,
      MaximumPrivateIpv4AddressesPerNetworkInterface: type.maxAddressesPerInterface,
    },
  };
}

/** A saved answer has the vendor's field types, or the world would have refused it. */
type Saved = Partial<InstanceTypeView>;
