import type { SelectQueryBuilder } from 'kysely';
import * as z from 'zod';
import { dynamic, untyped } from '#store/dynamic.ts';
import type { Db, Tables } from '#store/schema.ts';
import type { Reader } from '#store/store.ts';
import type { PagePlace, PagePlaces } from './page-places.ts';
import { integer } from './parameters.ts';

/** Both paging styles. Limits and defaults: the vendor's parameter descriptions. */
export const pagingParameters = () => ({
  NextToken: z.string().max(256).optional(),
  MaxResults: integer(1, 100).optional(),
  PageNumber: integer(0, 1_000_000).optional(),
  PageSize: integer(1, 100).optional(),
});

export const pagingResult = () => ({
  NextToken: z.string(),
  PageNumber: z.int(),
  PageSize: z.int(),
  TotalCount: z.int(),
});

export interface PagingRequest {
  readonly NextToken?: string | undefined;
  readonly MaxResults?: number | undefined;
  readonly PageNumber?: number | undefined;
  readonly PageSize?: number | undefined;
}

export interface Paging {
  readonly limit: number;
  /** The page begins after this place in the order of the list; '' is the start. */
  readonly after: string;
  /** How many rows there were in all when the first page was read, if the cursor has it. */
  readonly total?: number | undefined;
  readonly offset: number;
  readonly pageNumber: number;
  readonly pageSize: number;
}

const DEFAULT_MAX_RESULTS = 10;
const DEFAULT_PAGE_SIZE = 20;

/**
 * Which page is asked for. With NextToken or MaxResults the token style wins; PageNumber 0 is 1.
 * The gateway has checked that the token belongs to this list, and has replaced it with the list's
 * cursor.
 */
export function pagingOf(request: PagingRequest): Paging {
  const byToken = request.NextToken !== undefined || request.MaxResults !== undefined;
  const pageNumber = byToken ? 1 : Math.max(1, request.PageNumber ?? 1);
  const pageSize = byToken
    ? (request.MaxResults ?? DEFAULT_MAX_RESULTS)
    : (request.PageSize ?? DEFAULT_PAGE_SIZE);
  return {
    limit: pageSize,
    ...(request.NextToken === undefined ? { after: '' } : readCursor(request.NextToken)),
    offset: (pageNumber - 1) * pageSize,
    pageNumber,
    pageSize,
  };
}

/** A SELECT of one resource table with its filters, and no columns yet. */
// biome-ignore lint/suspicious/noExplicitAny: the helper serves every table
export type Filtered = (db: Db) => SelectQueryBuilder<Tables, any, object>;

/** How else a list finds its rows, apart from the conditions. */
export interface PageSource {
  /**
   * The column with the rows' ids, in whose order they are read; the table's own `id` by default.
   */
  readonly order?: string;
  /** How many rows there are, if that is known without reading them. */
  readonly total?: number | undefined;
  /** Where places in this list are remembered. */
  readonly places?: PagePlaces;
  /** With `places`: another text whenever the list has other rows. */
  readonly version?: string;
}

export interface Page<R> {
  readonly rows: R[];
  readonly paging: z.infer<z.ZodObject<ReturnType<typeof pagingResult>>>;
}

/**
 * One page of the rows that `filtered` finds, oldest first, and the total number of rows. On a page
 * that was asked for by token the total is that of the first page, so that a long list is not
 * counted again for each page. Columns are qualified with `table`, since filters may join.
 */
export async function pageOf<R extends { id: string }>(
  tx: Reader,
  table: keyof Tables,
  paging: Paging,
  filtered: Filtered,
  { order = `${table}.id`, total: known, places, version }: PageSource = {},
): Promise<Page<R>> {
  const total = paging.total ?? known ?? (await count(tx, filtered));
  const remembered = places && version !== undefined ? { places, version } : undefined;
  const found = total === 0 ? [] : await rowsOf<R>(tx, table, paging, filtered, order, remembered);
  const rows = found.slice(0, paging.limit);
  const last = rows.at(-1);
  return {
    rows,
    paging: {
      NextToken: found.length > paging.limit && last ? writeCursor(last.id, total) : '',
      PageNumber: paging.pageNumber,
      PageSize: paging.pageSize,
      TotalCount: total,
    },
  };
}

/** Where the places of one version of a list are remembered. */
interface Remembered {
  readonly places: PagePlaces;
  readonly version: string;
}

/** To skip fewer rows than these costs less than to remember where a page begins. */
const FAR = 200;

/** A jump goes through what it skips in so many strides at most, each of so many rows at least. */
const STRIDES = 16;
const STRIDE = 10_000;

/**
 * The rows of a page, and one more if there is one. Rows before the page are skipped without
 * reading them, and no row before the nearest place that is remembered.
 */
async function rowsOf<R extends { id: string }>(
  tx: Reader,
  table: keyof Tables,
  { after, limit, offset }: Paging,
  filtered: Filtered,
  order: string,
  remembered: Remembered | undefined,
): Promise<R[]> {
  if (remembered === undefined || offset < FAR) {
    return tx.select((db) => page(db, table, filtered, order, { offset: 0, after }, offset, limit));
  }
  const { places, version } = remembered;
  const stride = Math.max(STRIDE, Math.ceil(offset / STRIDES));
  for (;;) {
    let list = '';
    let reached: PagePlace | undefined;
    const rows: R[] = await tx.select((db) => {
      list = nameOf(db, filtered, order);
      const place = places.before(list, version, offset);
      if (offset - place.offset <= stride) {
        return page(db, table, filtered, order, place, offset, limit);
      }
      reached = { offset: place.offset + stride, after: '' };
      return beyond(db, filtered, order, place)
        .select(`${order} as id`)
        .limit(1)
        .offset(stride - 1);
    });
    const last = reached === undefined ? rows[limit - 1] : rows[0];
    if (last !== undefined) {
      const { offset: at } = reached ?? { offset: offset + limit };
      places.remember(list, version, { offset: at, after: last.id });
    }
    if (reached === undefined) return rows;
    // The list is shorter than its counters say, which no other statement would tell.
    if (last === undefined) return [];
  }
}

/** Which list it is: the statement that finds its rows, with its parameters. */
function nameOf(db: Db, filtered: Filtered, order: string): string {
  const { sql, parameters } = untyped(filtered(db)).select(order).compile();
  return JSON.stringify([sql, parameters]);
}

/** The rows after a place, in their order. */
function beyond(db: Db, filtered: Filtered, order: string, { after }: PagePlace) {
  const rows = untyped(filtered(db)).orderBy(order);
  return after === '' ? rows : rows.where(order, '>', after);
}

function page(
  db: Db,
  table: keyof Tables,
  filtered: Filtered,
  order: string,
  place: PagePlace,
  offset: number,
  limit: number,
) {
  const rows = beyond(db, filtered, order, place).limit(limit + 1);
  if (offset === place.offset) return rows.selectAll(table);
  const ids = rows.select(`${order} as found`).offset(offset - place.offset);
  return dynamic(db).selectFrom(table).selectAll().where('id', 'in', ids).orderBy('id');
}

async function count(tx: Reader, filtered: Filtered): Promise<number> {
  const [counted] = (await tx.select((db) =>
    filtered(db).select((rows) => rows.fn.countAll<number>().as('total')),
  )) as { total: number }[];
  return counted?.total ?? 0;
}

/**
 * One page of a list that is kept in memory. `placeOf` gives a row's place in the order of the
 * list: places are unique, and sort as text. A page begins after a place, whether or not that row
 * still exists, so that removing a row between two pages hides no other row.
 */
export function pageOfList<R>(
  list: readonly R[],
  paging: Paging,
  placeOf: (row: R) => string,
): Page<R> {
  const ordered = list
    .map((row) => ({ row, place: placeOf(row) }))
    .sort((a, b) => (a.place < b.place ? -1 : 1));
  const total = paging.total ?? list.length;
  const rest =
    paging.after === ''
      ? ordered.slice(paging.offset)
      : ordered.filter(({ place }) => place > paging.after);
  const found = rest.slice(0, paging.limit);
  const last = found.at(-1);
  return {
    rows: found.map(({ row }) => row),
    paging: {
      NextToken: last && rest.length > found.length ? writeCursor(last.place, total) : '',
      PageNumber: paging.pageNumber,
      PageSize: paging.pageSize,
      TotalCount: total,
    },
  };
}

/** A number as a part of a place, padded so that text sorts as the numbers do. */
export const placeOfNumber = (value: number): string => String(value).padStart(16, '0');

/** Separates the total, with which a cursor begins, from the place. */
const SEPARATOR = ' ';

/**
 * The cursor for the rows after `place`, in a list that had `total` rows on its first page. The
 * gateway turns it into a token for the client, and the token back into a cursor.
 */
export function writeCursor(place: string, total?: number): string {
  return `${total ?? ''}${SEPARATOR}${place}`;
}

function readCursor(cursor: string): Pick<Paging, 'after' | 'total'> {
  const end = cursor.indexOf(SEPARATOR);
  const total = cursor.slice(0, end);
  return { after: cursor.slice(end + 1), total: total === '' ? undefined : Number(total) };
}
