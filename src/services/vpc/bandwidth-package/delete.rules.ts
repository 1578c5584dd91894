import type { Rule } from '#core/action.ts';
import type { BandwidthPackageRow } from '#store/schema/bandwidth-package.ts';
import { vpcRefusals } from '../refusals.ts';
import { availablePackage } from './bandwidth-package.rules.ts';

/** What decides whether a bandwidth package may be deleted, or its subscription ended. */
export interface DeleteFacts {
  readonly bandwidthPackage: Pick<BandwidthPackageRow, 'id' | 'status' | 'expires_at'> | undefined;
  /** The id of anything in it. */
  readonly member: string | undefined;
  readonly now: number;
}

const subscribed = ({ bandwidthPackage, now }: DeleteFacts) =>
  bandwidthPackage && bandwidthPackage.expires_at > now;

const because = (facts: DeleteFacts) =>
  subscribed(facts) ? 'its subscription goes on' : 'it has no subscription that goes on';

const isEmpty: Rule<DeleteFacts> = {
  refusal: vpcRefusals.BandwidthPackageInUse,
  broken: ({ member }) => member !== undefined,
  because: ({ member }) => `${member ?? 'nothing'} is in it`,
};

/** The preconditions of DeleteBandwidthPackage. The order is ours. */
export const deleteRules: readonly Rule<DeleteFacts>[] = [
  ...availablePackage,
  { refusal: vpcRefusals.BandwidthPackagePrepaid, broken: subscribed, because },
  isEmpty,
];

/** The preconditions of unsubscribing: only a package that ends by itself has a subscription. */
export const unsubscribeRules: readonly Rule<DeleteFacts>[] = [
  ...availablePackage,
  {
    refusal: vpcRefusals.BandwidthPackageBillingMalformed,
    broken: (facts) => facts.bandwidthPackage && !subscribed(facts),
    because,
  },
  isEmpty,
];
