import type { Writer } from '#store/store.ts';

/** Gives an instance the name of a key pair, '' for none. */
export async function setKeyPair(tx: Writer, instanceId: string, name: string): Promise<void> {
  await tx.update('instance', instanceId, { key_pair_name: name });
}
