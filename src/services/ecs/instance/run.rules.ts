import type { Rule } from '#core/action.ts';
import {
  type JoinFacts,
  joinRulesWhereNamed,
} from '#services/vpc/bandwidth-package/member.rules.ts';
import {
  type AskedGroup,
  isMissing,
  isOutside,
  isUnsettled,
  sayMissing,
  sayOutside,
  sayStatuses,
} from '#services/vpc/network-interface/security-groups.rules.ts';
import { vpcRefusals } from '#services/vpc/refusals.ts';
import type { SubnetRow } from '#store/schema.ts';
import type { Image, InstanceType } from '#world/world.ts';
import { imageIsAvailable, imageIsThere, instanceTypeIsThere } from '../catalogue.rules.ts';
import { joinRules } from '../deployment-set/deployment-set.rules.ts';
import type { Joining } from '../deployment-set/join.ts';
import { ecsRefusals } from '../refusals.ts';
import { type CoreCountFacts, coreCountRule } from './core-count.rules.ts';
import { type HpcFacts, hpcRules } from './hpc.rules.ts';
import { type VolumeSnapshotFacts, volumeSnapshotRules } from './volume-snapshots.rules.ts';
import type { VolumeSpec } from './volumes.ts';

/** What decides whether instances may be launched. A missing resource leaves its facts open. */
export interface RunFacts
  extends CoreCountFacts,
    HpcFacts,
    Joining,
    JoinFacts,
    VolumeSnapshotFacts {
  readonly count: number;
  /** The least number of instances to launch: MinCount, or all. */
  readonly atLeast: number;
  readonly dryRun: boolean;
  readonly zoneId: string;
  readonly zoneExists: boolean;
  readonly instanceTypeId: string | undefined;
  readonly instanceType: InstanceType | undefined;
  readonly imageId: string;
  readonly image: Image | undefined;
  readonly imageStatus: string | undefined;
  /** One name per instance; undefined when the requested pattern cannot make them. */
  readonly names: readonly string[] | undefined;
  /** The same for hostnames; empty when none were requested. */
  readonly hostnames: readonly string[] | undefined;
  readonly keyPairName: string | undefined;
  readonly keyPairExists: boolean;
  /** The requested dedicated host: a named one, or any. */
  readonly host: string | undefined;
  readonly systemVolumeFits: boolean;
  readonly dataVolumesFit: boolean;
  /** The system volume first, if anything is said of it. */
  readonly volumes: readonly VolumeSpec[];
  /** The primary one first. */
  readonly interfaces: readonly RunInterface[];
  readonly securityGroupsAllowed: number;
  readonly eip: RunEip | undefined;
  /** How many such instances fit. */
  readonly capacity: Capacity;
}

export interface RunInterface {
  readonly subnetId: string;
  readonly subnet: SubnetRow | undefined;
  readonly securityGroupIds: readonly string[];
  /** In the order in which they are asked for. */
  readonly securityGroups: readonly AskedGroup[];
  readonly primaryIpAddress: string | undefined;
  readonly privateIpAddresses: readonly string[];
  readonly ipv6Count: number;
}

export interface RunEip {
  readonly bandwidth: number;
  /** The most that the charge type allows. */
  readonly bandwidthAllowed: number;
  /** Whether it asks for a subscribed EIP on an instance without a subscription. */
  readonly outlivesSubscription: boolean;
  readonly protectionFits: boolean;
}

export interface Capacity {
  readonly instances: number;
  readonly networkInterfaces: number;
  readonly addresses: number;
  readonly eips: number;
  /** Any number without a deployment set. */
  readonly deploymentSet: number;
}

type RunRule = Rule<RunFacts>;

/**
 * The preconditions of RunInstances, in the order in which they are checked: the request, the
 * world, the network, the capacity. The limits are the vendor's; its table was not seen, so most
 * codes and the order are ours: docs/limits.md.
 */
export const runRules: readonly RunRule[] = [
  {
    refusal: ecsRefusals.InstanceTypeMissing,
    parameter: 'InstanceTypeId',
    broken: ({ instanceTypeId }) => instanceTypeId === undefined,
    because: ({ instanceTypeId }) => `InstanceTypeId is ${instanceTypeId ?? 'absent'}`,
  },
  {
    refusal: ecsRefusals.MinCountMalformed,
    parameter: 'MinCount',
    broken: ({ atLeast, count }) => atLeast > count,
    because: ({ atLeast, count }) => `MinCount is ${atLeast} and Count is ${count}`,
  },
  {
    refusal: ecsRefusals.InvalidArgument,
    parameter: 'Count',
    broken: ({ dryRun, count }) => dryRun && count > 1,
    because: ({ dryRun, count }) => `DryRun is ${dryRun} and Count is ${count}`,
  },
  {
    refusal: ecsRefusals.InvalidArgument,
    parameter: 'NetworkInterfaces',
    broken: ({ interfaces, count }) => count > 1 && interfaces.some(namesAddresses),
    because: ({ interfaces, count }) =>
      `${interfaces.filter(namesAddresses).length} interfaces name addresses and Count is ${count}`,
  },
  {
    refusal: ecsRefusals.NameMalformed,
    parameter: 'InstanceName',
    broken: ({ names }) => names === undefined,
    because: ({ names }) => (names ? `the first name is ${names[0]}` : 'it makes no valid names'),
  },
  {
    refusal: ecsRefusals.HostnameMalformed,
    parameter: 'Hostname',
    broken: ({ hostnames }) => hostnames === undefined,
    because: ({ hostnames }) =>
      hostnames ? `the first hostname is ${hostnames[0] ?? 'made'}` : 'it makes no valid hostnames',
  },
  {
    refusal: ecsRefusals.ZoneNotFound,
    parameter: 'ZoneId',
    broken: ({ zoneExists }) => !zoneExists,
    because: ({ zoneId, zoneExists }) =>
      `${zoneId} is ${zoneExists ? '' : 'not '}a zone of this region`,
  },
  instanceTypeIsThere,
  imageIsThere,
  imageIsAvailable,
  {
    refusal: ecsRefusals.KeyPairNotFound,
    broken: ({ keyPairName, keyPairExists }) => keyPairName !== undefined && !keyPairExists,
    because: ({ keyPairName, keyPairExists }) =>
      keyPairName === undefined
        ? 'no key pair is asked for'
        : `${keyPairName} ${keyPairExists ? 'exists' : 'does not exist'}`,
  },
  ...hpcRules,
  ...volumeSnapshotRules,
  {
    refusal: ecsRefusals.SystemVolumeSize,
    parameter: 'Volumes',
    broken: ({ systemVolumeFits }) => !systemVolumeFits,
    because: ({ image }) => `it must hold the image's ${image?.sizeGiB ?? '?'} GiB, 20 to 2048`,
  },
  {
    refusal: ecsRefusals.DataVolumeSize,
    parameter: 'Volumes',
    broken: ({ dataVolumesFit }) => !dataVolumesFit,
    because: () => 'each needs a size of 10 to 32768 GiB, or a snapshot',
  },

  // The network.
  {
    refusal: vpcRefusals.EnisPerInstance,
    parameter: 'NetworkInterfaces',
    broken: ({ interfaces, instanceType }) =>
      instanceType && interfaces.length > instanceType.maxInterfaces,
    because: ({ interfaces, instanceType }) =>
      `${interfaces.length} interfaces of ${instanceType?.maxInterfaces ?? '?'}`,
  },
  {
    refusal: vpcRefusals.SubnetNotFound,
    parameter: firstOf('SubnetId', ({ subnet }) => subnet === undefined),
    broken: ({ interfaces }) => interfaces.some(({ subnet }) => subnet === undefined),
    because: ({ interfaces }) => {
      const missing = interfaces.filter(({ subnet }) => subnet === undefined);
      return missing.length === 0
        ? 'all subnets exist'
        : `there is no subnet ${missing.map(({ subnetId }) => subnetId).join(', ')}`;
    },
  },
  ofSubnets(
    vpcRefusals.SubnetInvalidStatus,
    (subnet) => subnet.status !== 'Available',
    (subnet) => subnet.status,
  ),
  ofSubnets(
    ecsRefusals.SubnetZoneMismatch,
    (subnet, { zoneId }) => subnet.zone_id !== zoneId,
    (subnet) => subnet.zone_id,
  ),
  ofSubnets(
    ecsRefusals.SubnetVpcMismatch,
    (subnet, facts) => subnet.vpc_id !== primaryVpc(facts),
    (subnet) => subnet.vpc_id,
  ),
  {
    refusal: vpcRefusals.EniSecurityGroupQuota,
    parameter: firstOf(
      'SecurityGroupIds',
      ({ securityGroups }, { securityGroupsAllowed }) =>
        securityGroups.length > securityGroupsAllowed,
    ),
    broken: ({ interfaces, securityGroupsAllowed }) =>
      interfaces.some(({ securityGroups }) => securityGroups.length > securityGroupsAllowed),
    because: ({ interfaces, securityGroupsAllowed }) =>
      `${interfaces.map(({ securityGroups }) => securityGroups.length).join(', ')} groups of ${securityGroupsAllowed}`,
  },
  ofGroups(vpcRefusals.SecurityGroupNotFound, () => isMissing, sayMissing),
  ofGroups(vpcRefusals.SecurityGroupInvalidStatus, () => isUnsettled, sayStatuses),
  ofGroups(
    vpcRefusals.SecurityGroupVpcMismatch,
    (facts) => isOutside(primaryVpc(facts)),
    (groups, facts) => sayOutside(groups, primaryVpc(facts)),
  ),
  {
    // "Only the primary interface can be given secondary addresses."
    refusal: ecsRefusals.InvalidArgument,
    parameter: 'NetworkInterfaces',
    broken: ({ interfaces }) =>
      interfaces.slice(1).some(({ privateIpAddresses }) => privateIpAddresses.length > 0),
    because: ({ interfaces }) =>
      `${interfaces.map(({ privateIpAddresses }) => privateIpAddresses.length).join(', ')} secondary addresses`,
  },
  {
    refusal: vpcRefusals.PrivateIpsPerEni,
    parameter: 'NetworkInterfaces.1.PrivateIpAddresses',
    broken: ({ interfaces: [primary], instanceType }) =>
      primary &&
      instanceType &&
      primary.privateIpAddresses.length + 1 > instanceType.maxAddressesPerInterface,
    because: ({ interfaces: [primary], instanceType }) =>
      `${(primary?.privateIpAddresses.length ?? 0) + 1} addresses of ${instanceType?.maxAddressesPerInterface ?? '?'}`,
  },
  {
    refusal: vpcRefusals.Ipv6AddressesPerEni,
    parameter: 'NetworkInterfaces.1.Ipv6AddressCount',
    broken: ({ interfaces: [primary] }) => primary && primary.ipv6Count > 1,
    because: ({ interfaces: [primary] }) => `${primary?.ipv6Count ?? 0} IPv6 addresses of 1`,
  },

  // The EIP.
  {
    refusal: ecsRefusals.EipChargeTypeMalformed,
    parameter: 'EipAddress.ChargeType',
    broken: ({ eip }) => eip?.outlivesSubscription,
    because: sayEip(
      (eip) =>
        `its subscription ${eip.outlivesSubscription ? 'lacks' : 'has'} one of the instance's`,
    ),
  },
  {
    refusal: vpcRefusals.EipBandwidthTooLarge,
    parameter: 'EipAddress.BandwidthMbps',
    broken: ({ eip }) => eip && eip.bandwidth > eip.bandwidthAllowed,
    because: sayEip((eip) => `${eip.bandwidth} Mbps of ${eip.bandwidthAllowed}`),
  },
  {
    refusal: vpcRefusals.EipProtectionMalformed,
    parameter: 'EipAddress.SecurityProtectionTypes',
    broken: ({ eip }) => eip && !eip.protectionFits,
    because: sayEip(
      (eip) => `its protection ${eip.protectionFits ? 'goes' : 'does not go'} with the rest`,
    ),
  },
  ...joinRulesWhereNamed('EipAddress.ChargeType'),
  {
    refusal: vpcRefusals.SubnetIpv4Disabled,
    broken: ({ eip, interfaces: [primary] }) => eip && primary?.subnet?.cidr_block === '',
    because: saySubnets((subnet) => subnet.cidr_block || 'IPv6 only'),
  },

  // The capacity.
  short(ecsRefusals.InstanceQuota, 'instances', 'the quota Instances has'),
  short(vpcRefusals.EniQuota, 'networkInterfaces', 'the quota NetworkInterfaces has'),
  short(vpcRefusals.EipQuota, 'eips', 'the quota Eips has'),
  short(vpcRefusals.InsufficientIp, 'addresses', 'the subnets have'),
];

/** Preconditions of RunInstances that an order of scheduled instances does not have. */
export const placeRules: readonly RunRule[] = [
  coreCountRule,
  ...joinRules,
  short(
    ecsRefusals.DeploymentSetInstanceQuota,
    'deploymentSet',
    'the zone of the deployment set has',
  ),
  {
    refusal: ecsRefusals.DedicatedHostNotFound,
    broken: ({ host }) => host !== undefined,
    because: ({ host }) => `${host ?? 'no dedicated host'} is asked for`,
  },
];

/** A lack of capacity ends the request only when fewer than `atLeast` instances fit. */
function short(refusal: RunRule['refusal'], of: keyof Capacity, roomIn: string): RunRule {
  return {
    refusal,
    parameter: ({ count, atLeast }) => (atLeast < count ? 'MinCount' : 'Count'),
    broken: ({ capacity, atLeast }) => capacity[of] < atLeast,
    because: ({ capacity, atLeast }) =>
      `${roomIn} room for ${Number.isFinite(capacity[of]) ? capacity[of] : 'any number of'} such instances, and ${atLeast} are the least asked for`,
  };
}

/** The name of a parameter of the first interface for which `test` holds. */
function firstOf(name: string, test: (asked: RunInterface, facts: RunFacts) => boolean) {
  return (facts: RunFacts) => {
    const index = facts.interfaces.findIndex((asked) => test(asked, facts));
    return index < 0 ? 'NetworkInterfaces' : `NetworkInterfaces.${index + 1}.${name}`;
  };
}

function namesAddresses({ primaryIpAddress, privateIpAddresses }: RunInterface): boolean {
  return primaryIpAddress !== undefined || privateIpAddresses.length > 0;
}

const primaryVpc = ({ interfaces: [primary] }: RunFacts) => primary?.subnet?.vpc_id;

/** A rule about the security groups of each interface. */
function ofGroups(
  refusal: RunRule['refusal'],
  test: (facts: RunFacts) => (group: AskedGroup) => boolean,
  say: (groups: readonly AskedGroup[], facts: RunFacts) => string,
): RunRule {
  const isBroken = ({ securityGroups }: RunInterface, facts: RunFacts) =>
    securityGroups.some(test(facts));
  return {
    refusal,
    parameter: firstOf('SecurityGroupIds', isBroken),
    broken: (facts) => facts.interfaces.some((asked) => isBroken(asked, facts)),
    because: (facts) =>
      say(
        facts.interfaces.flatMap(({ securityGroups }) => securityGroups),
        facts,
      ),
  };
}

/** A rule about the subnet of each interface, as far as there is one. */
function ofSubnets(
  refusal: RunRule['refusal'],
  test: (subnet: SubnetRow, facts: RunFacts) => boolean,
  say: (subnet: SubnetRow) => string,
): RunRule {
  const isBroken = ({ subnet }: RunInterface, facts: RunFacts) =>
    subnet !== undefined && test(subnet, facts);
  return {
    refusal,
    parameter: firstOf('SubnetId', isBroken),
    broken: (facts) => facts.interfaces.some((asked) => isBroken(asked, facts)),
    because: saySubnets(say),
  };
}

function saySubnets(say: (subnet: SubnetRow) => string) {
  return ({ interfaces }: RunFacts) =>
    `subnets: ${interfaces.map(({ subnet }) => (subnet ? say(subnet) : 'absent')).join(', ')}`;
}

function sayEip(say: (eip: RunEip) => string) {
  return ({ eip }: RunFacts) => (eip ? say(eip) : 'no EIP is asked for');
}
