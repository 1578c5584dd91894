import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { note } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { ecsRefusals } from '../refusals.ts';
import { makeRules } from './make.rules.ts';
import { makeFacts, makeKeyPair } from './make.ts';
import { readOpenSsh } from './open-ssh.ts';
import { newKeyPair } from './parameters.ts';

const publicKey = () =>
  note(
    z
      .string()
      .max(4096)
      .refine(
        (line) => readOpenSsh(line) !== undefined,
        'it must be a public key as OpenSSH writes it',
      ),
    { malformed: ecsRefusals.PublicKeyMalformed },
  );

/** Stores a public key that its owner has made. */
export const importKeyPair = writeAction({
  name: 'ImportKeyPair',
  summary: 'import a public key',
  parameters: () => z.object({ ...newKeyPair(), PublicKey: publicKey() }),
  result: () =>
    z.object({
      KeyPairId: z.string(),
      KeyPairName: z.string(),
      FingerPrint: z.string(),
    }),
  rules: makeRules,
  facts: makeFacts,

  async change(tx, _, input, context) {
    const key = readOpenSsh(input.PublicKey) ?? refuse(ecsRefusals.PublicKeyMalformed);
    return {
      KeyPairId: await makeKeyPair(tx, context, input, key),
      KeyPairName: input.KeyPairName,
      FingerPrint: key.fingerPrint,
    };
  },
});
