import type { Rule } from '#core/action.ts';
import { type Holding, thereIs } from '#core/common.rules.ts';
import type { InPackage } from '#store/schema/bandwidth-package.ts';
import { vpcRefusals } from '../refusals.ts';

export interface BandwidthFacts {
  readonly bandwidth: { readonly id: string; readonly billing_type: number } | undefined;
}

/**
 * The vendor calls the public bandwidth of an IPv6 address an EIP in messages; its id is an EIP's
 * too.
 */
export const existsRule = thereIs(
  vpcRefusals.EipNotFound,
  'bandwidth',
  ({ bandwidth }: BandwidthFacts) =>
    bandwidth ? `${bandwidth.id} exists` : 'no IPv6 address has such a public bandwidth',
);

/** A bandwidth package says how much bandwidth what is in it has. */
export const notInPackage: Rule<Holding<'bandwidth', Pick<InPackage, 'bandwidth_package_id'>>> = {
  refusal: vpcRefusals.EipInPackage,
  broken: ({ bandwidth }) => bandwidth && bandwidth.bandwidth_package_id !== '',
  because: ({ bandwidth }) =>
    `it is in ${bandwidth?.bandwidth_package_id || 'no bandwidth package'}`,
};
