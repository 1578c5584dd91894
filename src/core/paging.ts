import type { SelectQueryBuilder } from 'kysely';
import * as z from 'zod';
import { dynamic, untyped } from '#store/dynamic.ts';
import type { Db, Tables } from '#store/schema.ts';
import type { Reader } from '#store/store.ts';
import { integer } from './parameters.ts';

/** Both paging styles. Limits and defaults: the vendor's parameter descriptions. */
export const pagingParameters = {
  NextToken: z.string().max(256).optional(),
  MaxResults: integer(1, 100).optional(),
  PageNumber: integer(0, 1_000_000).optional(),
  PageSize: integer(1, 100).optional(),
};

export const pagingResult = {
  NextToken: z.string(),
  PageNumber: z.int(),
  PageSize: z.int(),
  TotalCount: z.int(),
};

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
}

export interface Page<R> {
  readonly rows: R[];
  readonly paging: z.infer<z.ZodObject<typeof pagingResult>>;
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
  { order = `${table}.id`, total: known }: PageSource = {},
): Promise<Page<R>> {
  const total = paging.total ?? known ?? (await count(tx, filtered));
  const found = total === 0 ? [] : await rowsOf<R>(tx, table, paging, filtered, order);
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

/**
 * The rows of a page, and one more if there is one. Rows before the page are skipped without
 * reading them.
 */
async function rowsOf<R>(
  tx: Reader,
  table: keyof Tables,
  { after, limit, offset }: Paging,
  filtered: Filtered,
  order: string,
): Promise<R[]> {
  const rows = await tx.select((db) => {
    let select = untyped(filtered(db));
    if (after !== '') select = select.where(order, '>', after);
    const page = select.orderBy(order).limit(limit + 1);
    if (offset === 0) return page.selectAll(table);
    const ids = page.select(`${order} as found`).offset(offset);
    return dynamic(db).selectFrom(table).selectAll().where('id', 'in', ids).orderBy('id');
  });
  return rows;
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
