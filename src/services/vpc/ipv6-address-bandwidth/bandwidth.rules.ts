import { thereIs } from '#core/common.rules.ts';
import { vpcRefusals } from '../refusals.ts';

export interface BandwidthFacts {
  readonly bandwidth: { readonly id: string; readonly billing_type: number } | undefined;
}

/** The vendor words the public bandwidth of an IPv6 address as an EIP; its id is one, too. */
export const existsRule = thereIs(
  vpcRefusals.EipNotFound,
  'bandwidth',
  ({ bandwidth }: BandwidthFacts) =>
    bandwidth ? `${bandwidth.id} exists` : 'no IPv6 address has such a public bandwidth',
);
