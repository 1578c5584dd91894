import type { Rule } from '#core/action.ts';
import { existsUnnamed, type Holding, inStatus } from '#core/common.rules.ts';
import type { EipRow } from '#store/schema.ts';
import { vpcRefusals } from '../refusals.ts';

type EipFacts = Holding<'eip', Pick<EipRow, 'status'>>;

export interface UpgradeFacts extends EipFacts {
  /** It has more bandwidth for a time. */
  readonly upgraded: boolean;
}

export const eipExists = existsUnnamed(vpcRefusals.EipNotFound, 'eip', 'EIP');

export const eipInStatus = (...statuses: readonly string[]) =>
  inStatus(vpcRefusals.EipInvalidStatus, 'eip', 'EIP', statuses);

/** What every change of an EIP's attributes takes: that it is there, and not on its way. */
export const settledEip: readonly Rule<EipFacts>[] = [
  eipExists,
  eipInStatus('Available', 'Attached'),
];

export const notUpgraded: Rule<UpgradeFacts> = {
  refusal: vpcRefusals.EipInTemporaryUpgrade,
  broken: ({ eip, upgraded }) => eip && upgraded,
  because: ({ upgraded }) => `the EIP is ${upgraded ? '' : 'not '}upgraded for a time`,
};
