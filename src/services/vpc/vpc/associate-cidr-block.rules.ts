import type { Rule } from '#core/action.ts';
import { type VpcPoolFacts, vpcPoolRules } from '../ipam-pool-allocation/for-vpc.rules.ts';
import { vpcRefusals } from '../refusals.ts';
import { type Ipv6Wish, ipv6Rules } from './ipv6.rules.ts';
import { availableVpc, type VpcFacts } from './vpc.rules.ts';

/** An additional IPv4 block for a VPC. */
export interface AdditionalCidr {
  /** As it was given; undefined when none was given. */
  readonly cidr: string | undefined;
  /** The same in its canonical form; undefined when no VPC can have it. */
  readonly block: string | undefined;
  /** Whether it is in another private range than the VPC's first block. */
  readonly otherFamily: boolean;
  /** A block of the VPC that it overlaps, if there is one. */
  readonly overlaps: string | undefined;
  /** How many such blocks the VPC has, and may have. */
  readonly held: number;
  readonly allowed: number;
}

export interface AssociateFacts extends VpcFacts, VpcPoolFacts {
  readonly ipv4: AdditionalCidr;
  readonly ipv6: Ipv6Wish;
  /** The VPC's IPv6 block from that carrier, if it has one. */
  readonly ofSameIsp: string | undefined;
  /** An IPv6 block of the VPC that the new one overlaps, if there is one. */
  readonly ipv6Overlaps: string | undefined;
  /** A custom route of the VPC whose destination is one of the blocks, if there is one. */
  readonly routed: string | undefined;
}

const blockRules = (parameter: string): readonly Rule<{ readonly ipv4: AdditionalCidr }>[] => [
  {
    refusal: vpcRefusals.CidrMalformed,
    parameter,
    broken: ({ ipv4 }) => ipv4.cidr !== undefined && ipv4.block === undefined,
    because: ({ ipv4 }) => `${ipv4.cidr ?? 'no block'} is read as ${ipv4.block ?? 'none'}`,
  },
  {
    refusal: vpcRefusals.CidrOtherFamily,
    parameter,
    broken: ({ ipv4 }) => ipv4.otherFamily,
    because: ({ ipv4 }) =>
      `${ipv4.block ?? 'no block'} is ${ipv4.otherFamily ? 'not ' : ''}of the VPC's family`,
  },
  {
    refusal: vpcRefusals.CidrConflict,
    args: () => ['the specified VPC'],
    broken: ({ ipv4 }) => ipv4.overlaps !== undefined,
    because: ({ ipv4 }) => `${ipv4.overlaps ?? 'no block of the VPC'} overlaps`,
  },
  {
    refusal: vpcRefusals.CidrQuota,
    parameter: 'VpcId',
    broken: ({ ipv4 }) => ipv4.cidr !== undefined && ipv4.held >= ipv4.allowed,
    because: ({ ipv4 }) => `the VPC has ${ipv4.held} of ${ipv4.allowed} such blocks`,
  },
];

/** The preconditions of AssociateVpcCidrBlock; the vendor publishes no table, the order is ours. */
export const associateRules: readonly Rule<AssociateFacts>[] = [
  {
    refusal: vpcRefusals.MissingParameter,
    parameter: 'SecondaryCidrBlock',
    args: () => ['SecondaryCidrBlock'],
    broken: ({ ipv4, ipv6 }) => ipv4.cidr === undefined && !ipv6.enables,
    because: ({ ipv4, ipv6 }) =>
      `SecondaryCidrBlock is ${ipv4.cidr ?? 'not given'}, IPv6 is ${ipv6.enables ? '' : 'not '}asked for`,
  },
  ...availableVpc,
  ...blockRules('SecondaryCidrBlock'),
  ...ipv6Rules,
  ...vpcPoolRules,
  {
    refusal: vpcRefusals.VpcIpv6Enabled,
    broken: ({ ipv6, ofSameIsp }) => ipv6.enables && ofSameIsp !== undefined,
    because: ({ ipv6, ofSameIsp }) => `of ${ipv6.isp} the VPC has ${ofSameIsp ?? 'no block'}`,
  },
  {
    refusal: vpcRefusals.CidrConflict,
    args: () => ['the specified VPC'],
    broken: ({ ipv6Overlaps }) => ipv6Overlaps !== undefined,
    because: ({ ipv6Overlaps }) => `${ipv6Overlaps ?? 'no IPv6 block of the VPC'} overlaps`,
  },
  {
    refusal: vpcRefusals.CidrConflict,
    args: ({ routed }) => [routed ?? ''],
    broken: ({ routed }) => routed !== undefined,
    because: ({ routed }) => `${routed ?? 'no route'} leads to this block`,
  },
];

/** The preconditions of AssociateVpcUserCidrBlock. */
export const associateUserRules: readonly Rule<VpcFacts & { readonly ipv4: AdditionalCidr }>[] = [
  ...availableVpc,
  ...blockRules('UserCidrBlock'),
];
