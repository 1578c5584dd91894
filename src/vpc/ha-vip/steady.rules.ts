import type { Rule } from '../../action.ts';
import type { HaVipRow } from '../../store/schema/ha-vip.ts';
import { vpcRefusals } from '../refusals.ts';

export interface SteadyFacts {
  readonly haVip: Pick<HaVipRow, 'id' | 'status'> | undefined;
}

const STEADY = ['Available', 'InUse'];

export const isThere: Rule<SteadyFacts> = {
  refusal: vpcRefusals.HaVipNotFound,
  broken: ({ haVip }) => haVip === undefined,
  because: ({ haVip }) => (haVip ? `${haVip.id} exists` : 'there is no such HaVip'),
};

export const isSteady: Rule<SteadyFacts> = {
  refusal: vpcRefusals.HaVipInvalidStatus,
  broken: ({ haVip }) => haVip && !STEADY.includes(haVip.status),
  because: ({ haVip }) => `the HaVip is ${haVip?.status ?? 'absent'}`,
};

/** What every change of a virtual IP takes: that it is there, and neither being made nor deleted. */
export const steadyRules: readonly Rule<SteadyFacts>[] = [isThere, isSteady];
