import type { Rule } from '#core/action.ts';
import { existsUnnamed, type Holding, inStatus } from '#core/common.rules.ts';
import type { EipRow } from '#store/schema.ts';
import { vpcRefusals } from '../refusals.ts';

type EipFacts = Holding<'eip', Pick<EipRow, 'status'>>;

export interface UpgradeFacts extends EipFacts {
  /** Whether a temporary upgrade is in effect. */
  readonly upgraded: boolean;
}

export const eipExists = existsUnnamed(vpcRefusals.EipNotFound, 'eip', 'EIP');

export const eipInStatus = (...statuses: readonly string[]) =>
  inStatus(vpcRefusals.EipInvalidStatus, 'eip', 'EIP', statuses);

/** A bandwidth package says how much bandwidth what is in it has. */
export const notInPackage: Rule<Holding<'eip', Pick<EipRow, 'bandwidth_package_id'>>> = {
  refusal: vpcRefusals.EipInPackage,
  broken: ({ eip }) => eip && eip.bandwidth_package_id !== '',
  because: ({ eip }) => `the EIP is in ${eip?.bandwidth_package_id || 'no bandwidth package'}`,
};

/** Preconditions of every change to an EIP's attributes: it exists, and it is in no transition. */
export const settledEip: readonly Rule<EipFacts>[] = [
  eipExists,
  eipInStatus('Available', 'Attached'),
];

export const notUpgraded: Rule<UpgradeFacts> = {
  refusal: vpcRefusals.EipInTemporaryUpgrade,
  broken: ({ eip, upgraded }) => eip && upgraded,
  because: ({ upgraded }) => `the EIP is ${upgraded ? '' : 'not '}upgraded for a time`,
};
