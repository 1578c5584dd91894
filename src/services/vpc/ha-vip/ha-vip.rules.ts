import type { Rule } from '#core/action.ts';
import { exists, type Holding, inStatus } from '#core/common.rules.ts';
import type { HaVipRow } from '#store/schema/ha-vip.ts';
import { vpcRefusals } from '../refusals.ts';

export type HaVipFacts = Holding<'haVip', Pick<HaVipRow, 'id' | 'status'>>;

export const haVipExists = exists(vpcRefusals.HaVipNotFound, 'haVip', 'HaVip');

export const haVipInStatus = (...statuses: readonly string[]) =>
  inStatus(vpcRefusals.HaVipInvalidStatus, 'haVip', 'HaVip', statuses);

/** It is neither being made nor deleted. */
export const haVipIsSettled = haVipInStatus('Available', 'InUse');

/** What every change of a virtual IP takes: that it is there, and settled. */
export const settledHaVip: readonly Rule<HaVipFacts>[] = [haVipExists, haVipIsSettled];
