import type { Rule } from '#core/action.ts';
import { vpcRefusals } from '../refusals.ts';

/** What a request asks for a VPC's IPv6, and whether that is possible. */
export interface Ipv6Wish {
  readonly enables: boolean;
  readonly disables: boolean;
  /** Whether a block or a mask is given while IPv6 is neither on nor being switched on. */
  readonly strayDetails: boolean;
  /** Whether IPv6 is on and the request names another block than the present one. */
  readonly otherBlock: boolean;
  readonly isp: string;
  readonly ispOffered: boolean;
  /**
   * Whether the request gives neither a block nor a mask, though its carrier, other than BGP, needs
   * one.
   */
  readonly maskNeeded: boolean;
  /** The block as it was given. */
  readonly named: string | undefined;
  /** The same, parsed; undefined when it is not a block. */
  readonly block: { readonly text: string; readonly prefix: number } | undefined;
  /** The mask of an automatic block. */
  readonly mask: number;
  readonly taken: boolean;
}

/** Source: the Ipv6MaskLen parameter of CreateVpc. */
const fits = (isp: string, mask: number) =>
  isp === 'BGP' ? mask === 56 : mask >= 62 && mask <= 64;

/** The preconditions on an IPv6 block of a VPC, for every action that gives one. */
export const ipv6Rules: readonly Rule<{ readonly ipv6: Ipv6Wish }>[] = [
  {
    refusal: vpcRefusals.VpcIpv6Disabled,
    broken: ({ ipv6 }) => ipv6.strayDetails,
    because: ({ ipv6 }) =>
      ipv6.strayDetails ? 'a block or mask is given without EnableIpv6' : 'no IPv6 detail is stray',
  },
  {
    refusal: vpcRefusals.VpcIpv6Enabled,
    broken: ({ ipv6 }) => ipv6.otherBlock,
    because: ({ ipv6 }) =>
      ipv6.otherBlock ? 'the VPC keeps the block it has' : 'no present block is to be replaced',
  },
  {
    refusal: vpcRefusals.Ipv6IspNotSupport,
    parameter: 'Ipv6Isp',
    broken: ({ ipv6 }) => ipv6.enables && !ipv6.ispOffered,
    because: ({ ipv6 }) => `the carrier is ${ipv6.isp}`,
  },
  {
    refusal: vpcRefusals.MissingParameter,
    args: () => ['Ipv6MaskLen'],
    broken: ({ ipv6 }) => ipv6.enables && ipv6.maskNeeded,
    because: ({ ipv6 }) =>
      ipv6.maskNeeded ? `${ipv6.isp} needs Ipv6CidrBlock or Ipv6MaskLen` : 'no mask is needed',
  },
  {
    refusal: vpcRefusals.CidrMalformed,
    parameter: 'Ipv6CidrBlock',
    broken: ({ ipv6 }) =>
      ipv6.enables &&
      ipv6.named !== undefined &&
      (ipv6.block === undefined || !fits(ipv6.isp, ipv6.block.prefix)),
    because: ({ ipv6 }) => `the IPv6 block is ${ipv6.named ?? 'automatic'}, of ${ipv6.isp}`,
  },
  {
    refusal: vpcRefusals.Ipv6MaskLenMalformed,
    parameter: 'Ipv6MaskLen',
    broken: ({ ipv6 }) => ipv6.enables && ipv6.named === undefined && !fits(ipv6.isp, ipv6.mask),
    because: ({ ipv6 }) => `the mask is ${ipv6.mask}, of ${ipv6.isp}`,
  },
  {
    refusal: vpcRefusals.CidrConflict,
    args: () => ['another VPC'],
    broken: ({ ipv6 }) => ipv6.enables && ipv6.taken,
    because: ({ ipv6 }) => (ipv6.taken ? 'another VPC has the block' : 'no VPC has the block'),
  },
];
