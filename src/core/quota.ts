import type { Owner } from '#store/owned.ts';
import { query } from '#store/query.ts';
import { Outpaced, type Reader, type Writer } from '#store/store.ts';
import type { QuotaName } from '#world/world.ts';
import { quotaText } from './common.rules.ts';
import { type Context, ownerOf } from './context.ts';
import { type Refusal, Refused } from './refusal.ts';

/**
 * How much of a quota an account uses in a region. Writers keep this number up to date, so that a
 * create need not count rows.
 */
export async function quotaUsage(tx: Reader, context: Context, quota: QuotaName): Promise<number> {
  const row = await tx.first(usageOf, { ...ownerOf(context), quota });
  return row?.used ?? 0;
}

/** How much of the quota is left. */
export async function remainingQuota(
  tx: Reader,
  context: Context,
  quota: QuotaName,
): Promise<number> {
  return context.world.quota(context.accountId, quota) - (await quotaUsage(tx, context, quota));
}

/**
 * Makes sure that one more fits, where no rule has judged it for the request.
 * @throws Refused with `refusal` otherwise.
 */
export async function requireQuota(
  tx: Reader,
  context: Context,
  quota: QuotaName,
  refusal: Refusal,
): Promise<void> {
  const left = await remainingQuota(tx, context, quota);
  if (left < 1) throw new Refused(refusal).about({ reason: quotaText(left, quota) });
}

/** Adds `by`, which may be negative, to the usage of the account that owns the resource. */
export async function reserveQuota(
  tx: Writer,
  owner: Owner,
  quota: QuotaName,
  by: number,
): Promise<void> {
  const key = { account_id: owner.account_id, region: owner.region, quota };
  const changed = await tx.run(addUsage, { ...key, by });
  if (changed === 0) await tx.insert('usage', { ...key, used: by });
}

/**
 * Adds 1 at the end of the transaction.
 * @param most what a `guarded` write, which has only read the usage, must not exceed: otherwise it
 * fails, and is done again. Where a usage is there already, adding it violates the index
 */
export async function reserveQuotaAtEnd(
  tx: Writer,
  owner: Owner,
  quota: QuotaName,
  most: number,
): Promise<void> {
  const key = { account_id: owner.account_id, region: owner.region, quota };
  await tx.atEnd({
    rank: 'usage',
    key: [...Object.values(key), most].join(' '),
    amounts: { by: 1 },
    async change(end, { by }) {
      if (!end.guarded) return reserveQuota(end, owner, quota, by);
      const changed = await end.run(addUsageUpTo, { ...key, by, room: most - by });
      if (changed === 1) return;
      if (by > most) throw new Outpaced('together they exceed the quota');
      await end.insert('usage', { ...key, used: by });
    },
  });
}

const usageOf = query((db, p: { account_id: string; region: string; quota: string }) =>
  db
    .selectFrom('usage')
    .select('used')
    .where('account_id', '=', p.account_id)
    .where('region', '=', p.region)
    .where('quota', '=', p.quota),
);

const addUsageUpTo = query(
  (db, p: { account_id: string; region: string; quota: string; by: number; room: number }) =>
    db
      .updateTable('usage')
      .set((set) => ({ used: set('used', '+', p.by) }))
      .where('account_id', '=', p.account_id)
      .where('region', '=', p.region)
      .where('quota', '=', p.quota)
      .where('used', '<=', p.room),
);

const addUsage = query((db, p: { account_id: string; region: string; quota: string; by: number }) =>
  db
    .updateTable('usage')
    .set((set) => ({ used: set('used', '+', p.by) }))
    .where('account_id', '=', p.account_id)
    .where('region', '=', p.region)
    .where('quota', '=', p.quota),
);
