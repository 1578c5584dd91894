import { query } from '#store/query.ts';
import type { Reader } from '#store/store.ts';
import { earliestDue } from './intents.ts';

/**
 * The most intents that are counted, of those that are due and of those that are not: counting
 * costs time.
 */
export const COUNTED_AT_MOST = 10_000;

/** The pending intents in the store, of all its processes. */
export interface Backlog {
  /** May be taken now. */
  readonly due: number;
  /** Not due yet. */
  readonly waiting: number;
  /** Leased by a worker for the first time. */
  readonly leased: number;
  /** Tried before: leased again, or waiting for the next try. */
  readonly retried: number;
  /** For how long the oldest due intent has been due, in milliseconds; 0 when none is due. */
  readonly lateMs: number;
}

export async function backlog(tx: Reader): Promise<Backlog> {
  const due = await tx.first(countDue, { now: tx.now });
  const later = await tx.all(countLater, { now: tx.now });
  const first = await earliestDue(tx, ALL_KINDS);
  const of = (state: number) => later.find((row) => row.state === state)?.intents ?? 0;
  return {
    due: due?.intents ?? 0,
    waiting: of(WAITING),
    leased: of(LEASED),
    retried: of(RETRIED),
    lateMs: Math.max(0, tx.now - (first ?? tx.now)),
  };
}

const ALL_KINDS: ReadonlySet<string> = new Set();
const WAITING = 0;
const LEASED = 1;
const RETRIED = 2;

const countDue = query((db, p: { now: number }) =>
  db
    .selectFrom((from) =>
      from
        .selectFrom('intent')
        .select('id')
        .where('due_at', '<=', p.now)
        .orderBy('due_at')
        .limit(COUNTED_AT_MOST)
        .as('counted'),
    )
    .select(({ fn }) => fn.countAll<number>().as('intents')),
);

/**
 * The first lease sets the fence and the attempts to 1; each later lease, and each return, adds to
 * them.
 */
const countLater = query((db, p: { now: number }) =>
  db
    .selectFrom((from) =>
      from
        .selectFrom('intent')
        .select(({ lit, eb }) =>
          eb
            .case()
            .when('attempts', '>', lit(1))
            .then(lit(RETRIED))
            .when('fence', '>', lit(0))
            .then(lit(LEASED))
            .else(lit(WAITING))
            .end()
            .as('state'),
        )
        .where('due_at', '>', p.now)
        .orderBy('due_at')
        .limit(COUNTED_AT_MOST)
        .as('counted'),
    )
    .select(({ fn }) => ['state', fn.countAll<number>().as('intents')])
    .groupBy('state'),
);
