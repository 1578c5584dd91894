import { removeTags } from '#services/vpc/tag/rows.ts';
import type { Writer } from '#store/store.ts';
import { removeRule } from '../rule/remove.ts';
import { rulesOfListener } from '../rule/rows.ts';
import { deleteAcls } from './rows.ts';

/** Removes a listener, with its rules and tags. */
export async function removeListener(tx: Writer, id: string): Promise<void> {
  for (const rule of await tx.all(rulesOfListener, { listenerId: id })) {
    await removeRule(tx, rule.id);
  }
  await tx.run(deleteAcls, { listenerId: id });
  await removeTags(tx, id);
  await tx.remove('listener', id);
}
