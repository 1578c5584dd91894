import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { makeRules } from './make.rules.ts';
import { makeFacts, makeKeyPair } from './make.ts';
import { toOpenSsh } from './open-ssh.ts';
import { newKeyPair } from './parameters.ts';

/** Makes a key pair. The private key is in this answer and nowhere else. */
export const createKeyPair = writeAction({
  name: 'CreateKeyPair',
  summary: 'make a key pair',
  parameters: () => z.object(newKeyPair()),
  result: () =>
    z.object({
      KeyPairId: z.string(),
      KeyPairName: z.string(),
      FingerPrint: z.string(),
      PrivateKey: z.string(),
    }),
  secrets: ['PrivateKey'],
  rules: makeRules,
  facts: makeFacts,

  async prepare(_, { ids }) {
    const { privateKey, publicKey } = await ids.rsaKey();
    return { privateKey, key: toOpenSsh(publicKey) };
  },

  async change(tx, _, input, context, { privateKey, key }) {
    return {
      KeyPairId: await makeKeyPair(tx, context, input, key),
      KeyPairName: input.KeyPairName,
      FingerPrint: key.fingerPrint,
      PrivateKey: privateKey,
    };
  },
});
