import type { CallOptions } from './call.ts';
import type { Kind } from './kinds.ts';

/** A resource as the API shows it. */
export type Row = Readonly<Record<string, unknown>>;

/** Which page is asked for; counted from 0. The token is that of a list that knows no numbers. */
export interface Place {
  readonly page: number;
  readonly token?: string | undefined;
}

export interface LoadedPage {
  readonly rows: readonly Row[];
  /** How many rows there are in all, where the list tells. */
  readonly total?: number | undefined;
  /** Leads to the next page; none at the end, and where pages have numbers. */
  readonly token?: string | undefined;
}

export type Call = <T>(
  service: string,
  action: string,
  parameters?: Readonly<Record<string, unknown>>,
  options?: CallOptions,
) => Promise<T>;

export type Filters = Readonly<Record<string, unknown>>;

/** Paging parameters, as lists have them: they are the table's own affair. */
export const PAGING = [
  ...['NextToken', 'MaxResults', 'PageNumber', 'PageSize', 'Limit', 'Offset'],
  'EnableWeakConsistency',
] as const;

export const PAGE_SIZE = 100;

type Paging = 'numbered' | 'offset' | 'token' | 'whole';

/** How a list is paged; by number where it says how many there are, so that any place can be shown. */
export function pagingOf({ lister }: Kind): Paging {
  const given = lister.parameters.properties ?? {};
  const answered = lister.result.properties ?? {};
  if ('PageNumber' in given && 'TotalCount' in answered) return 'numbered';
  if ('Offset' in given && 'Total' in answered) return 'offset';
  return 'NextToken' in given ? 'token' : 'whole';
}

function parametersOf(paging: Paging, { page, token }: Place): Filters {
  if (paging === 'numbered') return { PageNumber: page + 1, PageSize: PAGE_SIZE };
  if (paging === 'offset') return { Limit: PAGE_SIZE, Offset: page * PAGE_SIZE };
  return paging === 'token' ? { MaxResults: PAGE_SIZE, NextToken: token } : {};
}

/** Reads rows of a kind; only to show them, so that the history of requests does not fill with it. */
export async function readRows(
  call: Call,
  kind: Kind,
  filters: Filters,
  place: Place,
  signal?: AbortSignal,
): Promise<LoadedPage> {
  const paging = pagingOf(kind);
  const answer = await call<Record<string, unknown>>(
    kind.service,
    kind.list.action,
    { ...filters, ...parametersOf(paging, place) },
    { unrecorded: true, ...(signal && { signal }) },
  );
  const total = answer.TotalCount ?? answer.Total;
  return {
    rows: (answer[kind.list.items] ?? []) as readonly Row[],
    ...(typeof total === 'number' && { total }),
    ...(typeof answer.NextToken === 'string' &&
      answer.NextToken !== '' &&
      paging === 'token' && { token: answer.NextToken }),
  };
}

/** Most ids that a list takes at once. */
const MOST_IDS = 100;

/**
 * Reads resources by their ids; those that are gone are missing in the answer.
 * @param filters the parameters without which there is no list
 */
export async function readByIds(
  call: Call,
  kind: Kind,
  ids: readonly string[],
  filters: Filters = {},
): Promise<readonly Row[]> {
  const parameter = kind.list.ids;
  if (parameter === null) {
    const { rows } = await readRows(call, kind, filters, { page: 0 });
    return rows.filter((row) => ids.includes(String(row[kind.id])));
  }
  const takesMany = kind.lister.parameters.properties?.[parameter]?.type === 'array';
  const groups: (string | readonly string[])[] = takesMany
    ? Array.from({ length: Math.ceil(ids.length / MOST_IDS) }, (_, n) =>
        ids.slice(n * MOST_IDS, (n + 1) * MOST_IDS),
      )
    : [...ids];
  const pages = await Promise.all(
    groups.map((each) => readRows(call, kind, { ...filters, [parameter]: each }, { page: 0 })),
  );
  return pages.flatMap(({ rows }) => rows);
}
