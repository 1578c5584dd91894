import { type Context, ownKey } from '#core/context.ts';
import type { ListenerRow } from '#store/schema/clb.ts';
import type { Reader } from '#store/store.ts';
import { ownServerGroupToChange } from '../server-group/rows.ts';

/** Finds and locks the server groups that rules name, so that nobody deletes one meanwhile. */
export async function groupsFacts(
  tx: Reader,
  context: Context,
  listener: ListenerRow | undefined,
  named: readonly (string | undefined)[],
): Promise<{ noGroup: string | undefined; foreign: string | undefined }> {
  let noGroup: string | undefined;
  let foreign: string | undefined;
  const ids = new Set(named.filter((each) => each !== undefined));
  for (const each of [...ids].toSorted()) {
    const group = await tx.first(ownServerGroupToChange, ownKey(context, each));
    if (group === undefined) noGroup ??= each;
    else if (group.load_balancer_id !== listener?.load_balancer_id) foreign ??= each;
  }
  return { noGroup, foreign };
}
