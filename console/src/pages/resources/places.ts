import { useLocation, useSearch } from 'wouter';

/** What the URL of the page says: `/resources/TYPE/ID?do=ACTION` or `/resources/TYPE?VpcId=...`. */
export interface ResourcesPlace {
  readonly type: string | undefined;
  readonly id: string | undefined;
  /** The action whose form is open. */
  readonly action: string | undefined;
  /** The filters of the list, by their flat names. */
  readonly filters: Readonly<Record<string, string>>;
}

const ACTION = 'do';

const plain = (text: string | undefined): string | undefined => {
  if (text === undefined || text === '') return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

export function useResourcesPlace(): ResourcesPlace {
  const [path] = useLocation();
  const query = new URLSearchParams(useSearch());
  const [, type, id] = /^\/resources(?:\/([^/]+))?(?:\/([^/]+))?/.exec(path) ?? [];
  const filters = Object.fromEntries([...query].filter(([name]) => name !== ACTION));
  return { type: plain(type), id: plain(id), action: query.get(ACTION) ?? undefined, filters };
}

/** The URL of a place. */
export function hrefOfPlace({
  type,
  id,
  action,
  filters = {},
}: {
  readonly type: string;
  readonly id?: string | undefined;
  readonly action?: string | undefined;
  readonly filters?: Readonly<Record<string, string>>;
}): string {
  const query = new URLSearchParams({
    ...filters,
    ...(action !== undefined && { [ACTION]: action }),
  });
  const path = ['/resources', type, ...(id === undefined ? [] : [encodeURIComponent(id)])].join(
    '/',
  );
  return query.size === 0 ? path : `${path}?${query}`;
}
