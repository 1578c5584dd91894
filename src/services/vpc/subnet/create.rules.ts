import type { Rule } from '#core/action.ts';
import { vpcRefusals } from '../refusals.ts';
import { availableVpc } from '../vpc/vpc.rules.ts';
import { type Ipv6Facts, ipv6Rules } from './ipv6.rules.ts';

export interface CreateFacts extends Ipv6Facts {
  readonly vpc: { readonly id: string; readonly status: string } | undefined;
  /** The VPC's IPv4 blocks: its first one and its secondary ones. */
  readonly vpcBlocks: readonly string[];
  readonly ipv6Only: boolean;
  /** The block as it was given. */
  readonly cidr: string | undefined;
  /** The same, parsed; undefined when no subnet can have it. */
  readonly block:
    | { readonly first: number; readonly size: number; readonly prefix: number }
    | undefined;
  readonly withinVpc: boolean;
  /** A subnet of the VPC whose block overlaps, if there is one. */
  readonly overlaps: string | undefined;
  /** A custom route of the VPC whose destination is this block, if there is one. */
  readonly routed: string | undefined;
  readonly zoneId: string;
  readonly zones: readonly string[];
  readonly subnets: number;
  readonly subnetsAllowed: number;
}

/** The preconditions of CreateSubnet; one row of its page's table was seen, the order is ours. */
export const createRules: readonly Rule<CreateFacts>[] = [
  {
    refusal: vpcRefusals.ParametersExclude,
    args: () => ['CidrBlock', 'IsIpv6Only'],
    broken: ({ cidr, ipv6Only }) => ipv6Only && cidr !== undefined,
    because: ({ cidr, ipv6Only }) =>
      `IsIpv6Only is ${ipv6Only}, CidrBlock is ${cidr ?? 'not given'}`,
  },
  {
    refusal: vpcRefusals.MissingParameter,
    parameter: 'CidrBlock',
    args: () => ['CidrBlock'],
    broken: ({ cidr, ipv6Only }) => !ipv6Only && cidr === undefined,
    because: ({ cidr }) => `CidrBlock is ${cidr ?? 'not given'}`,
  },
  ...availableVpc,
  {
    refusal: vpcRefusals.ZoneNotFound,
    parameter: 'ZoneId',
    broken: ({ zoneId, zones }) => !zones.includes(zoneId),
    because: ({ zoneId, zones }) =>
      zones.includes(zoneId)
        ? `${zoneId} is a zone of this region`
        : `there is no zone ${zoneId}: the region has ${zones.join(', ')}`,
  },
  {
    refusal: vpcRefusals.CidrMalformed,
    parameter: 'CidrBlock',
    broken: ({ cidr, block }) => cidr !== undefined && block === undefined,
    because: ({ cidr, block }) =>
      block || cidr === undefined ? 'the block is well formed' : `${cidr} is no block up to /29`,
  },
  {
    refusal: vpcRefusals.CidrVpcMismatch,
    broken: ({ block, withinVpc }) => block && !withinVpc,
    because: ({ vpcBlocks }) => `the VPC has ${vpcBlocks.join(', ') || 'no block'}`,
  },
  {
    refusal: vpcRefusals.CidrConflict,
    args: ({ overlaps }) => [overlaps ?? ''],
    broken: ({ overlaps }) => overlaps !== undefined,
    because: ({ overlaps }) => `${overlaps ?? 'no subnet'} overlaps`,
  },
  {
    refusal: vpcRefusals.CidrConflict,
    args: ({ routed }) => [routed ?? ''],
    broken: ({ routed }) => routed !== undefined,
    because: ({ routed }) => `${routed ?? 'no route'} leads to this block`,
  },
  ...ipv6Rules,
  {
    refusal: vpcRefusals.SubnetQuota,
    parameter: 'VpcId',
    broken: ({ subnets, subnetsAllowed }) => subnets >= subnetsAllowed,
    because: ({ subnets, subnetsAllowed }) => `the VPC has ${subnets} of ${subnetsAllowed} subnets`,
  },
];
