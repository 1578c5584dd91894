import type { Rule } from '#core/action.ts';
import type { HaVipRow } from '#store/schema/ha-vip.ts';
import { vpcRefusals } from '../refusals.ts';

export interface HaVipFacts {
  readonly haVip: Pick<HaVipRow, 'id' | 'status'> | undefined;
}

const STEADY = ['Available', 'InUse'];

export const haVipExists: Rule<HaVipFacts> = {
  refusal: vpcRefusals.HaVipNotFound,
  broken: ({ haVip }) => haVip === undefined,
  because: ({ haVip }) => (haVip ? `${haVip.id} exists` : 'there is no such HaVip'),
};

export const haVipInStatus: Rule<HaVipFacts> = {
  refusal: vpcRefusals.HaVipInvalidStatus,
  broken: ({ haVip }) => haVip && !STEADY.includes(haVip.status),
  because: ({ haVip }) => `the HaVip is ${haVip?.status ?? 'absent'}`,
};

/**
 * Preconditions of every change to a virtual IP: it exists, and it is neither being made nor
 * deleted.
 */
export const settledHaVip: readonly Rule<HaVipFacts>[] = [haVipExists, haVipInStatus];
