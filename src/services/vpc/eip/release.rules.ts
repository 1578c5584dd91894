import type { Rule } from '#core/action.ts';
import type { EipRow } from '#store/schema.ts';
import { vpcRefusals } from '../refusals.ts';
import {
  eipExists,
  eipInStatus,
  notInPackage,
  notUpgraded,
  type UpgradeFacts,
} from './eip.rules.ts';

/** What decides whether an EIP may be released, or its subscription ended. */
export interface ReleaseFacts extends UpgradeFacts {
  readonly eip: Pick<EipRow, 'status' | 'expires_at' | 'bandwidth_package_id'> | undefined;
  readonly now: number;
}

const free: readonly Rule<ReleaseFacts>[] = [
  eipExists,
  {
    refusal: vpcRefusals.EipInUse,
    broken: ({ eip }) => eip && eip.status === 'Attached',
    because: ({ eip }) => `the EIP is ${eip?.status ?? 'absent'}`,
  },
  eipInStatus('Available'),
  notUpgraded,
  notInPackage,
];

/** Pay-as-you-go EIPs have no end. */
const subscribed = ({ eip, now }: ReleaseFacts) => eip && eip.expires_at > now;

const because = (facts: ReleaseFacts) =>
  subscribed(facts) ? 'its subscription goes on' : 'it has no subscription that goes on';

/** The preconditions of ReleaseEipAddress: docs 6402/71038, as far as its table was seen. */
export const releaseRules: readonly Rule<ReleaseFacts>[] = [
  ...free,
  {
    refusal: vpcRefusals.EipBillingMalformed,
    parameter: 'AllocationId',
    broken: subscribed,
    because,
  },
];

/**
 * The preconditions of unsubscribing: only an EIP that ends by itself, one with a subscription, can
 * be ended before its time.
 */
export const unsubscribeRules: readonly Rule<ReleaseFacts>[] = [
  ...free,
  {
    refusal: vpcRefusals.EipBillingMalformed,
    broken: (facts) => facts.eip && !subscribed(facts),
    because,
  },
];
