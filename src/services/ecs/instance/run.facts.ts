import { type Context, ownerOf, ownKey } from '#core/context.ts';
import { remainingQuota } from '#core/quota.ts';
import { ownSnapshot } from '#services/storage-ebs/snapshot/rows.ts';
import type { ExtraPerformance } from '#services/storage-ebs/volume/make.ts';
import { newEipInPackage } from '#services/vpc/bandwidth-package/new-eip.ts';
import { BILLING } from '#services/vpc/billing-types.ts';
import { askedGroups } from '#services/vpc/network-interface/security-groups.rules.ts';
import { securityGroupsToJoin } from '#services/vpc/security-group/rows.ts';
import { freeIpv4 } from '#services/vpc/subnet/addresses.ts';
import { ownSubnetToChange } from '#services/vpc/subnet/rows.ts';
import type { SnapshotRow } from '#store/schema/snapshot.ts';
import type { SubnetRow } from '#store/schema.ts';
import type { Reader } from '#store/store.ts';
import { joinFacts, roomInZone } from '../deployment-set/join.ts';
import { ownHpcClusterToChange } from '../hpc-cluster/rows.ts';
import { usableImage } from '../image/rows.ts';
import { findKeyPair } from '../key-pair/rows.ts';
import { dedicatedHost } from './dedicated-host.ts';
import { isHostname, isInstanceName, namesInOrder } from './names.ts';
import { coreCountFacts } from './options.ts';
import type { RunInput } from './run.parameters.ts';
import type { Capacity, RunEip, RunFacts, RunInterface } from './run.rules.ts';
import type { FromSnapshot } from './volume-snapshots.rules.ts';
import { dataVolumeFits, systemVolumeFits, type VolumeSpec } from './volumes.ts';

/**
 * Loads what the rules judge. Each subnet is locked once, however many of the interfaces are in it.
 */
export async function runFacts(tx: Reader, input: RunInput, context: Context): Promise<RunFacts> {
  const { world, region, accountId } = context;
  const count = Math.max(1, input.Count);
  const instanceTypeId = input.InstanceTypeId ?? input.InstanceType;
  const { image, imageStatus } = await usableImage(tx, context, input.ImageId);
  const interfaces = await loadInterfaces(tx, input, context);
  const joining = await joinFacts(tx, context, input);
  const { volumes, fromSnapshots } = await askedVolumes(tx, input, context);
  const [system, ...data] = volumes;
  return {
    count,
    atLeast: input.MinCount ?? count,
    dryRun: input.DryRun,
    zoneId: input.ZoneId,
    zoneExists: region.zones.includes(input.ZoneId),
    instanceTypeId,
    instanceType: instanceTypeId === undefined ? undefined : world.instanceType(instanceTypeId),
    imageId: input.ImageId,
    image,
    imageStatus,
    ...names(input, count, image?.osType ?? ''),
    keyPairName: input.KeyPairName,
    keyPairExists:
      (await findKeyPair(tx, context, { KeyPairName: input.KeyPairName })) !== undefined,
    ...joining,
    hpcClusterId: input.HpcClusterId,
    // Locked, so that nobody deletes it meanwhile.
    hpcCluster:
      input.HpcClusterId === undefined
        ? undefined
        : await tx.first(ownHpcClusterToChange, ownKey(context, input.HpcClusterId)),
    host: input.Placement && dedicatedHost(input.Placement),
    ...coreCountFacts(
      instanceTypeId === undefined ? undefined : world.instanceType(instanceTypeId),
      input.CpuOptions,
    ),
    systemVolumeFits: systemVolumeFits(system, image?.sizeGiB ?? 0),
    dataVolumesFit: data.every(dataVolumeFits),
    fromSnapshots,
    volumes,
    interfaces,
    securityGroupsAllowed: world.quota(accountId, 'SecurityGroupsPerInterface'),
    eip: input.EipAddress && eipFacts(input.EipAddress, input.InstanceChargeType),
    ...(await newEipInPackage(
      tx,
      context,
      input.EipAddress && {
        bandwidthPackageId: input.EipAddress.BandwidthPackageId,
        billingType: billingType(input.EipAddress.ChargeType),
        isp: input.EipAddress.ISP,
        securityProtectionTypes: input.EipAddress.SecurityProtectionTypes,
      },
    )),
    capacity: {
      ...(await capacityFor(tx, interfaces, input, context)),
      deploymentSet: roomInZone(world, joining, input.ZoneId),
    },
  };
}

/** The requested volumes, with the snapshots of which some are made; each of those is locked once. */
async function askedVolumes(
  tx: Reader,
  { Volumes = [] }: RunInput,
  context: Context,
): Promise<{ volumes: VolumeSpec[]; fromSnapshots: FromSnapshot[] }> {
  const snapshots = new Map<string, SnapshotRow | undefined>();
  const named = Volumes.flatMap(({ SnapshotId }) => SnapshotId ?? []);
  for (const id of [...new Set(named)].toSorted()) {
    snapshots.set(id, await tx.first(ownSnapshot, ownKey(context, id)));
  }
  const volumes = Volumes.map((volume) => ({
    size: volume.Size,
    type: volume.VolumeType,
    deleteWithInstance: volume.DeleteWithInstance,
    snapshotId: volume.SnapshotId,
    snapshotGiB: snapshots.get(volume.SnapshotId ?? '')?.volume_size,
    burst: volume.BurstEnabled,
    extraPerformance: extraPerformance(volume),
  }));
  const fromSnapshots = volumes.flatMap(({ size, snapshotId }, index) =>
    snapshotId === undefined
      ? []
      : [{ place: index + 1, size, snapshotId, snapshot: snapshots.get(snapshotId) }],
  );
  return { volumes, fromSnapshots };
}

type AskedVolume = NonNullable<RunInput['Volumes']>[number];

function extraPerformance(asked: AskedVolume): ExtraPerformance | undefined {
  const { ExtraPerformanceTypeId, ExtraPerformanceIOPS, ExtraPerformanceThroughputMB } = asked;
  if (ExtraPerformanceTypeId === undefined) return undefined;
  return {
    ExtraPerformanceTypeId,
    IOPS: ExtraPerformanceIOPS ?? 0,
    Throughput: ExtraPerformanceThroughputMB ?? 0,
  };
}

/** How an EIP is billed: by bandwidth by default. */
export function billingType(chargeType: NonNullable<RunInput['EipAddress']>['ChargeType']): number {
  if (chargeType === 'PrePaid') return BILLING.subscription;
  return chargeType === 'PayByTraffic' ? BILLING.byTraffic : BILLING.byBandwidth;
}

async function loadInterfaces(
  tx: Reader,
  input: RunInput,
  context: Context,
): Promise<RunInterface[]> {
  const owner = ownerOf(context);
  const asked = input.NetworkInterfaces.map((each) => ({
    ...each,
    SecurityGroupIds: [...new Set(each.SecurityGroupIds)],
  }));
  const subnets = new Map<string, SubnetRow | undefined>();
  for (const id of [...new Set(asked.map(({ SubnetId }) => SubnetId))].toSorted()) {
    subnets.set(id, await tx.first(ownSubnetToChange, { id, ...owner }));
  }
  const groupIds = [...new Set(asked.flatMap(({ SecurityGroupIds }) => SecurityGroupIds))];
  const groups = await securityGroupsToJoin(tx, owner, groupIds);
  return asked.map((each, index) => {
    const subnet = subnets.get(each.SubnetId);
    // "It is ignored from the second interface on."
    const ipv6Asked = index === 0 ? (each.Ipv6AddressCount ?? 0) : 0;
    const ipv6Only = subnet?.cidr_block === '';
    return {
      subnetId: each.SubnetId,
      subnet,
      securityGroupIds: each.SecurityGroupIds,
      securityGroups: askedGroups(each.SecurityGroupIds, groups),
      primaryIpAddress: each.PrimaryIpAddress,
      privateIpAddresses: each.PrivateIpAddresses ?? [],
      // In a subnet without IPv4, an interface would otherwise have no address at all.
      ipv6Count: ipv6Only ? Math.max(1, ipv6Asked) : ipv6Asked,
    };
  });
}

function names(input: RunInput, count: number, osType: string) {
  const suffix = { wanted: input.UniqueSuffix, first: input.SuffixIndex };
  const asked = input.Hostname ?? input.HostName;
  const instances = namesInOrder(input.InstanceName, count, suffix);
  const hosts = asked === undefined ? [] : namesInOrder(asked, count, suffix);
  return {
    names: instances?.every(isInstanceName) ? instances : undefined,
    hostnames: hosts?.every((hostname) => isHostname(hostname, osType)) ? hosts : undefined,
  };
}

function eipFacts(
  eip: NonNullable<RunInput['EipAddress']>,
  instanceChargeType: RunInput['InstanceChargeType'],
): RunEip {
  const { ISP = 'BGP', ChargeType, SecurityProtectionTypes = [] } = eip;
  return {
    bandwidth: eip.BandwidthMbps ?? 1,
    bandwidthAllowed: ChargeType === 'PayByTraffic' ? 200 : 500,
    outlivesSubscription: ChargeType === 'PrePaid' && instanceChargeType !== 'PrePaid',
    protectionFits:
      SecurityProtectionTypes.length === 0 ||
      (ChargeType !== 'PrePaid' && ISP === 'BGP' && eip.SecurityProtectionInstanceId !== undefined),
  };
}

async function capacityFor(
  tx: Reader,
  interfaces: readonly RunInterface[],
  input: RunInput,
  context: Context,
): Promise<Omit<Capacity, 'deploymentSet'>> {
  const fits = (free: number, need: number) =>
    need === 0 ? Number.POSITIVE_INFINITY : Math.floor(free / need);
  return {
    instances: await remainingQuota(tx, context, 'Instances'),
    // The quota counts secondary interfaces only.
    networkInterfaces: fits(
      await remainingQuota(tx, context, 'NetworkInterfaces'),
      interfaces.length - 1,
    ),
    addresses: addressesFor(interfaces),
    eips: fits(await remainingQuota(tx, context, 'Eips'), input.EipAddress ? 1 : 0),
  };
}

/** For how many instances the free IPv4 addresses of the subnets are enough. */
function addressesFor(interfaces: readonly RunInterface[]): number {
  const needs = new Map<SubnetRow, number>();
  for (const { subnet, privateIpAddresses } of interfaces) {
    if (subnet === undefined || subnet.cidr_block === '') continue;
    needs.set(subnet, (needs.get(subnet) ?? 0) + 1 + privateIpAddresses.length);
  }
  return Math.min(...[...needs].map(([subnet, need]) => Math.floor(freeIpv4(subnet) / need)));
}
