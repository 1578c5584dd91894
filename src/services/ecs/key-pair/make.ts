import { type Context, ownKey } from '#core/context.ts';
import { remainingQuota, reserveQuota } from '#core/quota.ts';
import { RESOURCES } from '#core/resources.ts';
import type { Tag } from '#services/vpc/tag/parameters.ts';
import { addTags, removeTags } from '#services/vpc/tag/rows.ts';
import type { KeyPairRow } from '#store/schema/key-pair.ts';
import type { Reader, Writer } from '#store/store.ts';
import type { MakeFacts } from './make.rules.ts';
import type { OpenSshKey } from './open-ssh.ts';
import { findKeyPair } from './rows.ts';

interface NewKeyPair {
  readonly KeyPairName: string;
  readonly Description: string;
  readonly ProjectName: string;
  readonly Tags?: readonly Tag[] | undefined;
}

/** What CreateKeyPair and ImportKeyPair judge. */
export async function makeFacts(
  tx: Reader,
  { KeyPairName }: NewKeyPair,
  context: Context,
): Promise<MakeFacts> {
  return {
    name: KeyPairName,
    nameTaken: (await findKeyPair(tx, context, { KeyPairName })) !== undefined,
    keyPairsLeft: await remainingQuota(tx, context, 'KeyPairs'),
  };
}

/** Stores the public half of a new key pair. Resolves to its id. */
export async function makeKeyPair(
  tx: Writer,
  context: Context,
  asked: NewKeyPair,
  key: OpenSshKey,
): Promise<string> {
  const id = context.ids.resource(RESOURCES.key_pair.idPrefix, 20);
  const owner = ownKey(context, id);
  await reserveQuota(tx, owner, 'KeyPairs', 1);
  await tx.insert('key_pair', {
    ...owner,
    project_name: asked.ProjectName,
    name: asked.KeyPairName,
    description: asked.Description,
    status: 'Available',
    public_key: key.text,
    finger_print: key.fingerPrint,
  });
  await addTags(tx, owner, 'keypair', asked.Tags);
  return id;
}

/** Removes a key pair, and gives back its tags and quota. */
export async function removeKeyPair(tx: Writer, row: KeyPairRow): Promise<void> {
  await removeTags(tx, row.id);
  await tx.remove('key_pair', row.id);
  await reserveQuota(tx, row, 'KeyPairs', -1);
}
