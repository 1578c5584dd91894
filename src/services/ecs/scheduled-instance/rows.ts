import { byId, ownedToChange } from '#store/owned.ts';
import type { Reader } from '#store/store.ts';

/** One of the caller's orders, with all columns, locked. */
export const ownScheduledInstance = ownedToChange('scheduled_instance');

export const scheduledInstanceById = byId('scheduled_instance');

/** `Esi` or `Segmented`, by the orders' ids. */
export async function typesOfOrders(
  tx: Reader,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.select((db) =>
    db.selectFrom('scheduled_instance').select(['id', 'type']).where('id', 'in', ids),
  );
  return new Map(rows.map(({ id, type }) => [id, type]));
}

/** Which of the instances still exist. */
export async function existing(tx: Reader, instanceIds: readonly string[]): Promise<Set<string>> {
  if (instanceIds.length === 0) return new Set();
  const rows = await tx.select((db) =>
    db.selectFrom('instance').select('id').where('id', 'in', instanceIds),
  );
  return new Set(rows.map(({ id }) => id));
}
