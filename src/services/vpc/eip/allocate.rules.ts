import type { Rule } from '#core/action.ts';
import { onlyWhere, withinQuota } from '#core/common.rules.ts';
import type { IpAddressPoolRow } from '#store/schema/ip-address-pool.ts';
import { type JoinFacts, joinRulesWhereNamed } from '../bandwidth-package/member.rules.ts';
import { availableIpAddressPool } from '../ip-address-pool/ip-address-pool.rules.ts';
import { vpcRefusals } from '../refusals.ts';

export interface AllocateFacts extends JoinFacts {
  readonly bandwidth: number;
  /** The most that the billing type allows. */
  readonly bandwidthAllowed: number;
  readonly billingType: number;
  readonly isp: string;
  /** Whether Period and PeriodUnit make a length that is offered; always true for pay-as-you-go. */
  readonly periodSold: boolean;
  readonly renewsAutomatically: boolean;
  readonly renewPeriodTimes: number | undefined;
  readonly securityProtectionTypes: readonly string[];
  readonly securityProtectionInstanceId: number | undefined;
  readonly ipAddressPoolId: string | undefined;
  readonly ipAddressPool: Pick<IpAddressPoolRow, 'id' | 'status' | 'isp'> | undefined;
  /** The pool that the named address is of, whoever's it is. */
  readonly poolOfAddress: string | undefined;
  readonly ipAddress: string | undefined;
  readonly ipAddressNameable: boolean;
  readonly ipAddressTaken: boolean;
  readonly quotaLeft: number;
}

/**
 * The preconditions of AllocateEipAddress. The limits are the vendor's; its table was not found, so
 * most codes and the order are ours.
 */
export const allocateRules: readonly Rule<AllocateFacts>[] = [
  {
    refusal: vpcRefusals.EipBandwidthTooLarge,
    parameter: 'Bandwidth',
    broken: ({ bandwidth, bandwidthAllowed }) => bandwidth > bandwidthAllowed,
    because: ({ bandwidth, bandwidthAllowed, billingType }) =>
      `${bandwidth} Mbps of ${bandwidthAllowed} for BillingType ${billingType}`,
  },
  {
    refusal: vpcRefusals.EipPeriodMalformed,
    parameter: 'Period',
    broken: ({ periodSold }) => !periodSold,
    because: ({ periodSold }) => `such a subscription is ${periodSold ? '' : 'not '}sold`,
  },
  {
    refusal: vpcRefusals.MissingParameter,
    parameter: 'RenewPeriodTimes',
    args: () => ['RenewPeriodTimes'],
    broken: ({ renewsAutomatically, renewPeriodTimes }) =>
      renewsAutomatically && renewPeriodTimes === undefined,
    because: ({ renewPeriodTimes }) => `RenewPeriodTimes is ${renewPeriodTimes ?? 'absent'}`,
  },
  {
    refusal: vpcRefusals.EipProtectionMalformed,
    parameter: 'SecurityProtectionTypes',
    broken: ({ securityProtectionTypes, billingType, isp }) =>
      securityProtectionTypes.length > 0 && (billingType === 1 || isp !== 'BGP'),
    because: ({ billingType, isp }) => `BillingType is ${billingType} and ISP is ${isp}`,
  },
  {
    refusal: vpcRefusals.MissingParameter,
    parameter: 'SecurityProtectionInstanceId',
    args: () => ['SecurityProtectionInstanceId'],
    broken: ({ securityProtectionTypes, securityProtectionInstanceId }) =>
      securityProtectionTypes.length > 0 && securityProtectionInstanceId === undefined,
    because: ({ securityProtectionInstanceId }) =>
      `SecurityProtectionInstanceId is ${securityProtectionInstanceId ?? 'absent'}`,
  },
  ...joinRulesWhereNamed('BillingType'),
  ...availableIpAddressPool.map((rule) =>
    onlyWhere(({ ipAddressPoolId }: AllocateFacts) => ipAddressPoolId !== undefined, rule),
  ),
  {
    refusal: vpcRefusals.IpAddressPoolIspMismatch,
    broken: ({ ipAddressPool, isp }) => ipAddressPool && ipAddressPool.isp !== isp,
    because: ({ ipAddressPool, isp }) =>
      `it is of ${isp}, the pool of ${ipAddressPool?.isp ?? 'no line'}`,
  },
  {
    refusal: vpcRefusals.EipAddressMalformed,
    parameter: 'IpAddress',
    broken: ({ ipAddress, ipAddressNameable }) => ipAddress !== undefined && !ipAddressNameable,
    because: ({ ipAddress }) =>
      ipAddress ? `${ipAddress} is judged by the blocks that EIPs come from` : 'none is asked for',
  },
  {
    refusal: vpcRefusals.EipAddressMalformed,
    parameter: 'IpAddress',
    broken: ({ ipAddress, ipAddressPool, poolOfAddress }) =>
      ipAddress !== undefined && ipAddressPool && poolOfAddress !== ipAddressPool.id,
    because: ({ poolOfAddress }) => `the address is of ${poolOfAddress ?? 'no pool'}`,
  },
  {
    refusal: vpcRefusals.EipAddressInUse,
    broken: ({ ipAddressPoolId, poolOfAddress }) =>
      ipAddressPoolId === undefined && poolOfAddress !== undefined,
    because: ({ poolOfAddress }) => `the address is of ${poolOfAddress ?? 'no pool'}`,
  },
  {
    refusal: vpcRefusals.EipAddressInUse,
    broken: ({ ipAddressTaken }) => ipAddressTaken,
    because: ({ ipAddressTaken }) => (ipAddressTaken ? 'another EIP has it' : 'it is free'),
  },
  withinQuota(vpcRefusals.EipQuota, 'Eips', 'quotaLeft'),
];
