import type { Refusal } from '#core/refusal.ts';

/**
 * Refusals of the key pair actions. From their pages' tables only MissingParameter.KeyPairName was
 * seen.
 */
export const keyPairRefusals = {
  KeyPairNotFound: {
    http: 404,
    code: 'InvalidKeyPair.NotFound',
    message: 'The specified key pair does not exist.',
    source: 'ours',
  },
  /** Source: DeleteKeyPairs (docs 6396/120513). */
  KeyPairMissing: {
    http: 400,
    code: 'MissingParameter.KeyPairName',
    message: 'The required parameter KeyPairName is not supplied.',
    source: 'documented',
  },
  KeyPairNameTaken: {
    http: 400,
    code: 'InvalidKeyPairName.Conflict',
    message: 'The specified key pair name is already in use.',
    source: 'ours',
  },
  KeyPairNameMalformed: {
    http: 400,
    code: 'InvalidKeyPairName.Malformed',
    message: 'The specified KeyPairName is malformed.',
    source: 'ours',
  },
  PublicKeyMalformed: {
    http: 400,
    code: 'InvalidPublicKey.Malformed',
    message: 'The specified PublicKey is malformed.',
    source: 'ours',
  },
  KeyPairQuota: {
    http: 400,
    code: 'QuotaExceeded.KeyPair',
    message: "You've reached the limit on the number of key pairs.",
    source: 'ours',
  },
  /** The page says that a key pair on an instance cannot be deleted; its code was not seen. */
  KeyPairInUse: {
    http: 400,
    code: 'InvalidKeyPair.InUse',
    message: 'The specified key pair has dependent resource of an instance.',
    source: 'ours',
  },
  KeyPairMismatch: {
    http: 400,
    code: 'InvalidKeyPair.InstanceMismatch',
    message: 'The specified key pair is not attached to the specified instance.',
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
