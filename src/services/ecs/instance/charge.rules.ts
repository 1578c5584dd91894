import type { Rule } from '#core/action.ts';
import { batchRules } from '../batch.rules.ts';
import { ecsRefusals } from '../refusals.ts';
import { instanceExists, instanceInStatus } from './instance.rules.ts';
import { SETTLED } from './lifecycle.ts';
import type { OperateFacts } from './operate.rules.ts';

export interface ChargeFacts {
  readonly target: string;
  readonly period: number | undefined;
  readonly each: readonly OneCharge[];
}

interface OneCharge extends OperateFacts {
  readonly target: string;
}

const chargeType = (broken: Rule<OneCharge>['broken']): Rule<OneCharge> => ({
  refusal: ecsRefusals.ChargeType,
  broken,
  because: ({ instance, target }) =>
    `InstanceChargeType is ${instance?.instance_charge_type ?? 'absent'}, ${target} is asked for`,
});

/** The preconditions of ModifyInstanceChargeType; the vendor's table was not seen, the order is ours. */
export const chargeRules: readonly Rule<ChargeFacts>[] = [
  {
    refusal: ecsRefusals.PeriodMissing,
    parameter: 'Period',
    broken: ({ target, period }) => target === 'PrePaid' && period === undefined,
    because: ({ target, period }) => `${target} is asked for, Period is ${period ?? 'absent'}`,
  },
  ...batchRules<OneCharge>([
    instanceExists,
    instanceInStatus(SETTLED),
    chargeType(({ instance, target }) => instance && instance.instance_charge_type === target),
  ]),
];

/** The preconditions of RenewInstance; the same holds. */
export const renewRules: readonly Rule<OperateFacts>[] = [
  instanceExists,
  instanceInStatus(SETTLED),
  {
    refusal: ecsRefusals.ChargeType,
    broken: ({ instance }) => instance && instance.instance_charge_type !== 'PrePaid',
    because: ({ instance }) =>
      `InstanceChargeType is ${instance?.instance_charge_type ?? 'absent'}`,
  },
];
