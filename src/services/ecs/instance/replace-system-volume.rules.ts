import type { Rule } from '#core/action.ts';
import type { Image } from '#world/world.ts';
import { imageIsAvailable, imageIsThere } from '../catalogue.rules.ts';
import { ecsRefusals } from '../refusals.ts';
import { instanceExists, instanceInStatus } from './instance.rules.ts';
import { REBUILDABLE } from './lifecycle.ts';
import type { OperateFacts } from './operate.rules.ts';

export interface ReplaceFacts extends OperateFacts {
  /** Whether the request has a password or a key pair to log in with. */
  readonly credential: boolean;
  readonly keyPairName: string | undefined;
  readonly keyPairExists: boolean;
  readonly imageId: string;
  readonly image: Image | undefined;
  readonly imageStatus: string | undefined;
  /** Whether the requested size is offered and large enough for the image. */
  readonly sizeFits: boolean;
}

/**
 * The preconditions of ReplaceSystemVolume: docs 6396/101073 as far as its table was seen. The
 * order is ours.
 */
export const replaceRules: readonly Rule<ReplaceFacts>[] = [
  {
    refusal: ecsRefusals.CredentialMissing,
    parameter: 'Password',
    broken: ({ credential }) => !credential,
    because: ({ credential }) =>
      `Password, KeyPairName and KeepImageCredential are ${credential ? 'not ' : ''}all absent`,
  },
  instanceExists,
  instanceInStatus(REBUILDABLE),
  {
    refusal: ecsRefusals.KeyPairNotFound,
    broken: ({ keyPairName, keyPairExists }) => keyPairName !== undefined && !keyPairExists,
    because: ({ keyPairName, keyPairExists }) =>
      keyPairName === undefined
        ? 'no key pair is named'
        : `${keyPairName} ${keyPairExists ? 'exists' : 'does not exist'}`,
  },
  imageIsThere,
  imageIsAvailable,
  {
    refusal: ecsRefusals.SystemVolumeSize,
    parameter: 'Size',
    broken: ({ sizeFits }) => !sizeFits,
    because: ({ image }) => `it must hold the image's ${image?.sizeGiB ?? '?'} GiB, 20 to 2048`,
  },
];
