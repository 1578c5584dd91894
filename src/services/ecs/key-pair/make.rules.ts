import type { Rule } from '#core/action.ts';
import { withinQuota } from '#core/common.rules.ts';
import { ecsRefusals } from '../refusals.ts';

export interface MakeFacts {
  readonly name: string;
  readonly nameTaken: boolean;
  readonly keyPairsLeft: number;
}

/** The preconditions of CreateKeyPair and ImportKeyPair: docs 6396/120445. The codes are ours. */
export const makeRules: readonly Rule<MakeFacts>[] = [
  {
    refusal: ecsRefusals.KeyPairNameTaken,
    broken: ({ nameTaken }) => nameTaken,
    because: ({ name, nameTaken }) => `${name} is ${nameTaken ? 'taken' : 'free'}`,
  },
  withinQuota(ecsRefusals.KeyPairQuota, 'KeyPairs', 'keyPairsLeft'),
];
