import type { Rule } from '#core/action.ts';
import { vpcRefusals } from '../refusals.ts';

export interface BandwidthFacts {
  readonly bandwidth: { readonly id: string; readonly billing_type: number } | undefined;
}

/**
 * The vendor calls the public bandwidth of an IPv6 address an EIP in messages; its id is an EIP's
 * too.
 */
export const existsRule: Rule<BandwidthFacts> = {
  refusal: vpcRefusals.EipNotFound,
  broken: ({ bandwidth }) => bandwidth === undefined,
  because: ({ bandwidth }) =>
    bandwidth ? `${bandwidth.id} exists` : 'no IPv6 address has such a public bandwidth',
};
