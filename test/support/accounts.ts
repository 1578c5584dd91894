import { makeWorld, type WorldParts } from '#world/make.ts';
import type { AccessKey, World } from '#world/world.ts';

/** The key of the second account of {@link worldOfTwo}. */
export const OTHER: AccessKey = {
  accountId: '2100000002',
  accessKeyId: 'AKLTother',
  secretAccessKey: 'other',
};

/** The default world with a second account. */
export function worldOfTwo(parts: WorldParts = {}): World {
  const other = { id: OTHER.accountId, name: 'other', quotas: {}, keys: [OTHER] };
  return makeWorld({ ...parts, accounts: [...makeWorld().accounts, other] });
}
