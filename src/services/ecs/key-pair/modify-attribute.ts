import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { clientToken } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { ecsRefusals } from '../refusals.ts';
import { namedRules } from './named.rules.ts';
import { keyPairDescription, whichKeyPair } from './parameters.ts';
import { namedKeyPair } from './rows.ts';

/** Changes a key pair's description. */
export const modifyKeyPairAttribute = writeAction({
  name: 'ModifyKeyPairAttribute',
  summary: "change a key pair's description",
  parameters: () =>
    z.object({
      ...whichKeyPair(),
      Description: keyPairDescription(),
      ClientToken: clientToken().optional(),
    }),
  result: () => z.object({ KeyPairName: z.string() }),
  rules: namedRules,

  facts: (tx, input, context) => namedKeyPair(tx, context, input),

  async change(tx, { keyPair }, { Description }) {
    const { id, name } = keyPair ?? refuse(ecsRefusals.KeyPairNotFound);
    await tx.update('key_pair', id, { description: Description });
    return { KeyPairName: name };
  },
});
