import type { Rule } from '#core/action.ts';
import {
  type ConvertFacts as EipConvertFacts,
  convertRules as eipConvertRules,
} from '#services/vpc/eip/convert-billing-type.rules.ts';
import { vpcRefusals } from '#services/vpc/refusals.ts';
import type { EipRow } from '#store/schema.ts';
import { clbRefusals } from '../refusals.ts';
import { activeLoadBalancer, type LoadBalancerFacts } from './load-balancer.rules.ts';

/** How it is paid for: by subscription, by specification, by usage. */
export const BILLING = { subscription: 1, bySpecification: 2, byUsage: 3 } as const;

/**
 * Which lengths a subscription may have, by unit. Source: the Terraform provider, for months; that
 * years are the same lengths is ours.
 */
export const PERIODS = {
  Month: [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 24, 36],
  Year: [1, 2, 3],
} as const satisfies Readonly<Record<string, readonly number[]>>;

/** How long a subscription is to be. */
export interface Period {
  readonly Period: number;
  readonly PeriodUnit: keyof typeof PERIODS;
}

/** The facts of a subscription that is to begin or to go on; undefined for none. */
export interface PeriodFacts {
  readonly period: Period | undefined;
}

export const periodIsSold: Rule<PeriodFacts> = {
  refusal: clbRefusals.PeriodMalformed,
  parameter: 'Period',
  broken: ({ period }) =>
    period && !(PERIODS[period.PeriodUnit] as readonly number[]).includes(period.Period),
  because: ({ period }) =>
    period === undefined
      ? 'no subscription is asked for'
      : `Period is ${period.Period}, of ${PERIODS[period.PeriodUnit].join(', ')} that are sold by PeriodUnit ${period.PeriodUnit}`,
};

/** An EIP that is to be paid for in another way, with its load balancer. */
export interface EipToConvert extends EipConvertFacts {
  readonly eip: EipRow;
}

export interface ConvertFacts extends LoadBalancerFacts, PeriodFacts {
  /** The requested billing type. */
  readonly target: number;
  readonly spec: string | undefined;
  /** Undefined when no EIP is to be converted with it. */
  readonly ownEip: EipToConvert | undefined;
}

/** What holds for the conversion of an EIP holds for that of the EIP that was made with it. */
const ofOwnEip = ({
  refusal,
  args,
  broken,
  because,
}: Rule<EipConvertFacts>): Rule<ConvertFacts> => ({
  refusal,
  parameter: 'LoadBalancerBillingType',
  ...(args && { args: ({ ownEip }: ConvertFacts) => (ownEip === undefined ? [] : args(ownEip)) }),
  broken: ({ ownEip }) => ownEip && broken(ownEip),
  because: ({ ownEip }) => (ownEip === undefined ? 'no EIP is converted with it' : because(ownEip)),
});

/** The preconditions of ConvertLoadBalancerBillingType; the vendor's table was not seen. */
export const convertRules: readonly Rule<ConvertFacts>[] = [
  ...activeLoadBalancer,
  {
    refusal: clbRefusals.BillingTypeMalformed,
    parameter: 'LoadBalancerBillingType',
    broken: ({ loadBalancer, target }) => loadBalancer && loadBalancer.billing_type === target,
    because: ({ loadBalancer, target }) =>
      `LoadBalancerBillingType is ${loadBalancer?.billing_type ?? 'absent'}, and is to be ${target}`,
  },
  {
    refusal: vpcRefusals.ParametersExclude,
    args: () => ['LoadBalancerBillingType', 'LoadBalancerSpec'],
    broken: ({ target, spec }) => target === BILLING.byUsage && spec !== undefined,
    because: ({ target, spec }) =>
      `LoadBalancerBillingType is to be ${target}, LoadBalancerSpec is ${spec ?? 'absent'}`,
  },
  periodIsSold,
  ...eipConvertRules.map(ofOwnEip),
];

const isSubscribed: Rule<LoadBalancerFacts> = {
  refusal: clbRefusals.LoadBalancerSubscribed,
  parameter: 'LoadBalancerId',
  broken: ({ loadBalancer }) => loadBalancer && loadBalancer.billing_type !== BILLING.subscription,
  because: ({ loadBalancer }) =>
    `LoadBalancerBillingType is ${loadBalancer?.billing_type ?? 'absent'}`,
};

/** The preconditions of RenewLoadBalancer; the same holds. */
export const renewRules: readonly Rule<LoadBalancerFacts & PeriodFacts>[] = [
  ...activeLoadBalancer,
  isSubscribed,
  periodIsSold,
];

/** The preconditions of SetLoadBalancerRenewal; the same holds. */
export const renewalRules: readonly Rule<LoadBalancerFacts>[] = [
  ...activeLoadBalancer,
  isSubscribed,
];
