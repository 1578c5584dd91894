import type { Transition } from '#core/transition.ts';
import { query } from '#store/query.ts';
import type { Db } from '#store/schema.ts';
import type { Reader, Writer } from '#store/store.ts';

/** The longest time that intents of some kinds wait before a worker takes them. */
export interface Wait {
  readonly ms: number;
  readonly kinds: readonly string[];
}

/** Kinds that start at a time of their own have no longest wait. */
export function waitsOf({
  transitions,
  dwells,
}: {
  readonly transitions: readonly Transition[];
  readonly dwells: ReadonlyMap<string, number>;
}): Wait[] {
  const kinds = transitions.filter(({ atItsTime }) => !atItsTime).map(({ kind }) => kind);
  const byMs = Map.groupBy(kinds, (kind) => dwells.get(kind) ?? 0);
  return [...byMs].map(([ms, those]) => ({ ms, kinds: those }));
}

/** The clocks of two processes differ by less than this. */
const SLACK_MS = 500;

/** Whether any intent that was never leased is due later than the longest wait of its kind. */
export async function anyTooFarAhead(tx: Reader, waits: readonly Wait[]): Promise<boolean> {
  if (waits.length === 0) return false;
  const latest = (ms: number) => tx.now + ms + SLACK_MS;
  const found = await tx.select((db) =>
    db
      .selectFrom('intent')
      .select('id')
      .where('fence', '=', 0)
      // The index finds these few rows; usually there are none.
      .where('due_at', '>', latest(Math.min(...waits.map(({ ms }) => ms))))
      .where((where) =>
        where.or(
          waits.map(({ ms, kinds }) =>
            where.and([where('kind', 'in', kinds), where('due_at', '>', latest(ms))]),
          ),
        ),
      )
      .limit(1),
  );
  return found.length > 0;
}

/**
 * Makes such intents due after the longest wait of their kind. Resolves to whether there were any.
 */
export async function bringForward(tx: Writer, waits: readonly Wait[]): Promise<boolean> {
  let moved = 0;
  for (const { ms, kinds } of waits) {
    moved += await tx.run(dueBy(kinds), { latest: tx.now + ms });
  }
  return moved > 0;
}

const statements = new Map<string, ReturnType<typeof dueByOf>>();

/** One statement for each list of kinds, so that it is prepared once. */
function dueBy(kinds: readonly string[]) {
  const key = kinds.join();
  const statement = statements.get(key) ?? dueByOf(kinds);
  statements.set(key, statement);
  return statement;
}

const dueByOf = (kinds: readonly string[]) =>
  query((db: Db, p: { latest: number }) =>
    db
      .updateTable('intent')
      .set({ due_at: p.latest })
      .where('fence', '=', 0)
      .where('kind', 'in', kinds)
      .where('due_at', '>', p.latest),
  );
