import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { existsUnnamed } from '#core/common.rules.ts';
import { ownerOf } from '#core/context.ts';
import { clientToken, list, text } from '#core/parameters.ts';
import type { KeyPairRow } from '#store/schema/key-pair.ts';
import { onEach } from '../on-each.ts';
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
  parameters: () =>
    z.object({
      KeyPairNames: list(text(128), 100),
      ClientToken: clientToken().optional(),
    }),
  result: () =>
    z.object({
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
    const found = new Map<string, KeyPairRow>();
    return onEach(
      'KeyPairName',
      KeyPairNames,
      deleteRules,
      async (name) => {
        const keyPair = await findKeyPair(tx, context, { KeyPairName: name });
        if (keyPair) found.set(name, keyPair);
        const key = { name, ...ownerOf(context) };
        return { keyPair, instanceId: keyPair && (await tx.first(instanceWithKeyPair, key))?.id };
      },
      async (name) => {
        const keyPair = found.get(name);
        if (keyPair) await removeKeyPair(tx, keyPair);
      },
    );
  },
});
