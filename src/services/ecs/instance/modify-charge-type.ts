import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { clientToken, flag, id, integer, list } from '#core/parameters.ts';
import { chargeVolumesOf } from '#services/storage-ebs/volume/instance-hooks.ts';
import { subscriptionEnd } from '#services/vpc/eip/subscription.ts';
import { ecsRefusals } from '../refusals.ts';
import { chargeRules } from './charge.rules.ts';
import { endDryRun, operateFacts } from './operate.ts';
import { MONTHS, months, NO_ORDER, RENEWAL_MONTHS } from './parameters.ts';

/** Changes how instances are paid for, at once: all of them or none. */
export const modifyInstanceChargeType = writeAction({
  name: 'ModifyInstanceChargeType',
  summary: 'change whether instances are paid for in advance or as they go',
  parameters: () =>
    z.object({
      InstanceIds: list(id(), 20),
      InstanceChargeType: z.enum(['PrePaid', 'PostPaid']).default('PrePaid'),
      Period: months(RENEWAL_MONTHS).optional(),
      PeriodUnit: z.enum(['Month']).default('Month'),
      IncludeDataVolumes: flag().default(false),
      AutoPay: flag().optional(),
      AutoRenew: flag().optional(),
      AutoRenewPeriod: integer(1, 12).optional(),
      DryRun: flag().default(false),
      ClientToken: clientToken().optional(),
    }),
  result: () => z.object({ OrderId: z.string() }),
  inert: {
    PeriodUnit: 'it is always Month',
    AutoPay: 'there is no money here, so no order waits to be paid',
    AutoRenew: 'a subscription is not renewed by itself here, and nothing shows it',
    AutoRenewPeriod: 'a subscription is not renewed by itself here, and nothing shows it',
  },
  rules: chargeRules,
  refusals: [ecsRefusals.DryRunOperation],

  async facts(tx, { InstanceIds, InstanceChargeType: target, Period }, context) {
    const each = [];
    for (const InstanceId of [...new Set(InstanceIds)].sort()) {
      each.push({ ...(await operateFacts(tx, { InstanceId }, context)), target });
    }
    return { target, period: Period, each };
  },

  // Data volumes outlive a subscription only where they are paid for as they are used.
  async change(tx, { target, period, each }, input) {
    endDryRun(input);
    const which = input.IncludeDataVolumes || target === 'PostPaid' ? 'all' : 'system';
    const end = period === undefined ? 0 : subscriptionEnd(tx.now, MONTHS, period);
    for (const { instanceId } of each) {
      await tx.update('instance', instanceId, {
        instance_charge_type: target,
        expires_at: target === 'PrePaid' ? end : 0,
      });
      await chargeVolumesOf(tx, instanceId, target, which);
    }
    return { OrderId: NO_ORDER };
  },
});
