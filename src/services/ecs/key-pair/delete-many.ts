import * as z from 'zod';
import { enforce, type Rule, writeAction } from '#core/action.ts';
import { existsUnnamed } from '#core/common.rules.ts';
import { type Context, ownerOf } from '#core/context.ts';
import { clientToken, list, text } from '#core/parameters.ts';
import { Refused } from '#core/refusal.ts';
import type { KeyPairRow } from '#store/schema/key-pair.ts';
import type { Writer } from '#store/store.ts';
import { ecsRefusals } from '../refusals.ts';
import { removeKeyPair } from './make.ts';
import { findKeyPair, instanceWithKeyPair } from './rows.ts';

interface DeleteFacts {
  readonly keyPair: KeyPairRow | undefined;
  /** An instance that has the key pair, if any. */
  readonly instanceId: string | undefined;
}

const deleteRules: readonly Rule<DeleteFacts>[] = [
  existsUnnamed(ecsRefusals.KeyPairNotFound, 'keyPair', 'key pair'),
  {
    refusal: ecsRefusals.KeyPairInUse,
    broken: ({ instanceId }) => instanceId !== undefined,
    because: ({ instanceId }) => (instanceId ? `${instanceId} has it` : 'no instance has it'),
  },
];

/** Deletes the named key pairs that no instance has; the answer says why the others are refused. */
export const deleteKeyPairs = writeAction({
  name: 'DeleteKeyPairs',
  summary: 'delete key pairs, each with its own result',
  parameters: z.object({
    KeyPairNames: list(text(128), 100),
    ClientToken: clientToken().optional(),
  }),
  result: z.object({
    OperationDetails: z.array(
      z.object({
        KeyPairName: z.string(),
        Error: z.object({ Code: z.string(), Message: z.string() }).optional(),
      }),
    ),
  }),
  rules: [],
  facts: async () => ({}),

  async change(tx, _, { KeyPairNames }, context) {
    const errors = new Map<string, { Code: string; Message: string }>();
    const names = [...new Set(KeyPairNames)];
    for (const name of names.toSorted()) {
      try {
        await remove(tx, context, name);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        errors.set(name, { Code: error.refusal.code, Message: error.message });
      }
    }
    return {
      OperationDetails: names.map((KeyPairName) => {
        const refused = errors.get(KeyPairName);
        return refused ? { KeyPairName, Error: refused } : { KeyPairName };
      }),
    };
  },
});

/** @throws Refused before anything is written. */
async function remove(tx: Writer, context: Context, name: string): Promise<void> {
  const keyPair = await findKeyPair(tx, context, { KeyPairName: name });
  const key = { name, ...ownerOf(context) };
  const instanceId = keyPair && (await tx.first(instanceWithKeyPair, key))?.id;
  enforce(deleteRules, { keyPair, instanceId });
  if (keyPair) await removeKeyPair(tx, keyPair);
}
