import { useSyncExternalStore } from 'react';

/*
 * Pages are named after the `#` of the URL, with their query: `#/map?focus=eni-...`. The hook that
 * wouter brings for this puts the query before the `#`, and takes one behind it for a part of the path.
 */

function subscribe(onChange: () => void): () => void {
  addEventListener('hashchange', onChange);
  return () => removeEventListener('hashchange', onChange);
}

const place = (): string => location.hash.replace(/^#?\/?/, '/');
const path = (): string => place().split('?')[0] ?? '/';
const search = (): string => place().split('?')[1] ?? '';

function navigate(
  to: string,
  { state = null, replace = false }: { state?: unknown; replace?: boolean } = {},
): void {
  const before = location.href;
  history[replace ? 'replaceState' : 'pushState'](state, '', `#${to.replace(/^#?\/?/, '/')}`);
  dispatchEvent(new HashChangeEvent('hashchange', { oldURL: before, newURL: location.href }));
}

/** The path after the `#`, and what goes to another: for wouter's router. */
export function useHashPath(): [string, typeof navigate] {
  return [useSyncExternalStore(subscribe, path), navigate];
}

useHashPath.hrefs = (href: string): string => `#${href}`;

/** The query after the `#`, without its `?`: what wouter's `useSearch` gives. */
export const useHashQuery = (): string => useSyncExternalStore(subscribe, search);
