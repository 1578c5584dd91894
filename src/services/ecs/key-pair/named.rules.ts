import type { Rule } from '#core/action.ts';
import { ecsRefusals } from '../refusals.ts';

export interface NamedFacts {
  /** The id or name that was given. */
  readonly named: string | undefined;
  readonly keyPair: { readonly name: string } | undefined;
}

/** A key pair is named, by its id or its name, and it exists. */
export const namedRules: readonly Rule<NamedFacts>[] = [
  {
    refusal: ecsRefusals.KeyPairMissing,
    parameter: 'KeyPairName',
    broken: ({ named }) => named === undefined,
    because: ({ named }) => `the key pair is ${named ?? 'absent'}`,
  },
  {
    refusal: ecsRefusals.KeyPairNotFound,
    broken: ({ keyPair }) => keyPair === undefined,
    because: ({ named, keyPair }) =>
      keyPair ? `${keyPair.name} exists` : `there is no key pair ${named ?? ''}`,
  },
];
