import { type Context, ownKey } from '#core/context.ts';
import type { Reader } from '#store/store.ts';
import { isUpgraded } from './bandwidth.ts';
import type { ReleaseFacts } from './release.rules.ts';
import { ownEipToChange } from './rows.ts';

/** What decides whether an EIP of the caller's may end. Its row is locked. */
export async function releaseFacts(
  tx: Reader,
  id: string,
  context: Context,
): Promise<ReleaseFacts> {
  const eip = await tx.first(ownEipToChange, ownKey(context, id));
  return { eip, upgraded: eip !== undefined && isUpgraded(eip, tx.now), now: tx.now };
}
