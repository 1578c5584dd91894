import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { withinQuota } from '#core/common.rules.ts';
import { ownKey } from '#core/context.ts';
import { integer, list } from '#core/parameters.ts';
import { remainingQuota, reserveQuota } from '#core/quota.ts';
import { RESOURCES } from '#core/resources.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { creationParameters } from '../creation-parameters.ts';
import { isp } from '../eip/parameters.ts';
import { subscriptionEnd } from '../eip/subscription.ts';
import { description, resourceName } from '../names.ts';
import { vpcRefusals } from '../refusals.ts';
import { addTags } from '../tag/rows.ts';
import { type PackageBandwidthFacts, packageBandwidthRules } from './bandwidth.rules.ts';
import { TRANSITIONS } from './lifecycle.ts';
import {
  billsDualStack,
  isPackagePeriod,
  leastBandwidth,
  MOST_BANDWIDTH,
  PACKAGE_BILLING,
  PROTOCOLS,
  packageBandwidth,
} from './parameters.ts';

interface CreateFacts extends PackageBandwidthFacts {
  readonly billingType: number;
  readonly protocol: (typeof PROTOCOLS)[number];
  /** Whether Period and PeriodUnit make a length that is offered; always true for pay-as-you-go. */
  readonly periodSold: boolean;
  readonly quotaLeft: number;
}

/** The preconditions of CreateBandwidthPackage; its table was not found, the order is ours. */
const createRules: readonly Rule<CreateFacts>[] = [
  ...packageBandwidthRules,
  {
    refusal: vpcRefusals.DualStackBillingMalformed,
    parameter: 'BillingType',
    broken: ({ protocol, billingType }) =>
      protocol === 'Dual-stack' && !billsDualStack(billingType),
    because: ({ protocol, billingType }) => `Protocol is ${protocol}, BillingType ${billingType}`,
  },
  {
    refusal: vpcRefusals.BandwidthPackageBillingMalformed,
    parameter: 'BillingType',
    broken: ({ protocol, billingType }) =>
      protocol === 'IPv6' && billingType !== PACKAGE_BILLING.byBandwidth,
    because: ({ protocol, billingType }) => `Protocol is ${protocol}, BillingType ${billingType}`,
  },
  {
    refusal: vpcRefusals.EipPeriodMalformed,
    parameter: 'Period',
    broken: ({ periodSold }) => !periodSold,
    because: ({ periodSold }) => `such a subscription is ${periodSold ? '' : 'not '}sold`,
  },
  withinQuota(vpcRefusals.BandwidthPackageQuota, 'BandwidthPackages', 'quotaLeft'),
];

/** Makes a bandwidth package with nothing in it. It is Creating, then Available. */
export const createBandwidthPackage = writeAction({
  name: 'CreateBandwidthPackage',
  summary: 'create a bandwidth package, whose bandwidth EIPs share',
  parameters: () =>
    z.object({
      Bandwidth: packageBandwidth(),
      BandwidthPackageName: resourceName().optional(),
      Description: description().optional(),
      BillingType: integer(1, 4).default(PACKAGE_BILLING.byBandwidth),
      ISP: isp().default('BGP'),
      Protocol: z.enum(PROTOCOLS).default('IPv4'),
      Period: integer(1, 36).default(1),
      PeriodUnit: integer(1, 2).default(1),
      SecurityProtectionTypes: list(z.enum(['AntiDDoS_Enhanced']), 1).optional(),
      ...creationParameters(),
    }),
  result: () => z.object({ BandwidthPackageId: z.string() }),
  begins: [TRANSITIONS.create],
  rules: createRules,

  async facts(tx, input, context) {
    const subscribed = input.BillingType === PACKAGE_BILLING.subscription;
    return {
      bandwidth: input.Bandwidth,
      least: leastBandwidth(input.BillingType),
      most: MOST_BANDWIDTH,
      billingType: input.BillingType,
      protocol: input.Protocol,
      periodSold: !subscribed || isPackagePeriod(input.PeriodUnit, input.Period),
      quotaLeft: await remainingQuota(tx, context, 'BandwidthPackages'),
    };
  },

  async change(tx, _, input, context) {
    const id = context.ids.resource(RESOURCES.bandwidth_package.idPrefix);
    const owner = ownKey(context, id);
    const subscribed = input.BillingType === PACKAGE_BILLING.subscription;
    await tx.insert('bandwidth_package', {
      ...owner,
      project_name: input.ProjectName,
      name: input.BandwidthPackageName ?? id,
      description: input.Description ?? '',
      status: TRANSITIONS.create.from,
      isp: input.ISP,
      protocol: input.Protocol,
      bandwidth: input.Bandwidth,
      billing_type: input.BillingType,
      security_protection_types: JSON.stringify(input.SecurityProtectionTypes ?? []),
      expires_at: subscribed ? subscriptionEnd(tx.now, input.PeriodUnit, input.Period) : 0,
    });
    // Nothing is in it yet.
    tx.touchNothing();
    await addTags(tx, owner, 'bandwidthpackage', input.Tags);
    await reserveQuota(tx, owner, 'BandwidthPackages', 1);
    await scheduleTransition(tx, context, TRANSITIONS.create, id);
    return { BandwidthPackageId: id };
  },
});
