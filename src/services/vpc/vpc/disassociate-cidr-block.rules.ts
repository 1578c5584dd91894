import type { Rule } from '#core/action.ts';
import { vpcRefusals } from '../refusals.ts';
import { availableVpc, type VpcFacts } from './vpc.rules.ts';

/** A block to be removed from a VPC. */
export interface GoingBlock {
  /** As it was given; undefined when none was given. */
  readonly given: string | undefined;
  /** The VPC's block that the request names; undefined when it has no such block. */
  readonly block: string | undefined;
  /** A subnet in the block, if there is one. */
  readonly subnet: string | undefined;
}

export interface DisassociateFacts extends VpcFacts {
  readonly ipv4: GoingBlock;
  readonly ipv6: GoingBlock;
  /** The VPC's IPv6 gateway, if it has one and its last IPv6 block is to be removed. */
  readonly strandedGateway: string | undefined;
}

type Which = 'ipv4' | 'ipv6';

const isThere = <W extends Which>(which: W): Rule<{ readonly [K in W]: GoingBlock }> => ({
  refusal: vpcRefusals.CidrNotFound,
  broken: ({ [which]: { given, block } }) => given !== undefined && block === undefined,
  because: ({ [which]: { given, block } }) =>
    block ? `the VPC has ${block}` : `${given ?? 'no block'} is none that can be taken`,
});

const isEmpty = <W extends Which>(which: W): Rule<{ readonly [K in W]: GoingBlock }> => ({
  refusal: vpcRefusals.CidrInUse,
  broken: ({ [which]: { subnet } }) => subnet !== undefined,
  because: ({ [which]: { subnet } }) => `${subnet ?? 'no subnet'} stands in it`,
});

/**
 * The preconditions of DisassociateVpcCidrBlock; the vendor publishes no table, the order is ours.
 */
export const disassociateRules: readonly Rule<DisassociateFacts>[] = [
  {
    refusal: vpcRefusals.MissingParameter,
    parameter: 'SecondaryCidrBlock',
    args: () => ['SecondaryCidrBlock'],
    broken: ({ ipv4, ipv6 }) => ipv4.given === undefined && ipv6.given === undefined,
    because: ({ ipv4, ipv6 }) => `named: ${ipv4.given ?? ipv6.given ?? 'no block'}`,
  },
  ...availableVpc,
  isThere('ipv4'),
  isThere('ipv6'),
  isEmpty('ipv4'),
  isEmpty('ipv6'),
  {
    refusal: vpcRefusals.VpcInUse,
    args: () => ['an IPv6 gateway'],
    broken: ({ strandedGateway }) => strandedGateway !== undefined,
    because: ({ strandedGateway }) => `${strandedGateway ?? 'no gateway'} would be without IPv6`,
  },
];

/** The preconditions of DisassociateVpcUserCidrBlock. */
export const disassociateUserRules: readonly Rule<VpcFacts & { readonly ipv4: GoingBlock }>[] = [
  ...availableVpc,
  isThere('ipv4'),
];
