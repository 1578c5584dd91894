import type { Rule } from '#core/action.ts';
import type { EipRow } from '#store/schema.ts';
import { vpcRefusals } from '../refusals.ts';

export interface EipFacts {
  readonly eip: Pick<EipRow, 'status'> | undefined;
}

export interface UpgradeFacts extends EipFacts {
  /** Whether a temporary upgrade is in effect. */
  readonly upgraded: boolean;
}

const STEADY = ['Available', 'Attached'];

/** Preconditions of every change to an EIP's attributes: it exists, and it is in no transition. */
export const settledEip: readonly Rule<EipFacts>[] = [
  {
    refusal: vpcRefusals.EipNotFound,
    broken: ({ eip }) => eip === undefined,
    because: ({ eip }) => (eip ? 'the EIP exists' : 'there is no such EIP'),
  },
  {
    refusal: vpcRefusals.EipInvalidStatus,
    broken: ({ eip }) => eip && !STEADY.includes(eip.status),
    because: ({ eip }) => `the EIP is ${eip?.status ?? 'absent'}`,
  },
];

export const notUpgraded: Rule<UpgradeFacts> = {
  refusal: vpcRefusals.EipInTemporaryUpgrade,
  broken: ({ eip, upgraded }) => eip && upgraded,
  because: ({ upgraded }) => `the EIP is ${upgraded ? '' : 'not '}upgraded for a time`,
};
