import { useSyncExternalStore } from 'react';
import { store, stored } from './stored.ts';

export type Theme = 'system' | 'light' | 'dark';
export const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

const darkness = matchMedia('(prefers-color-scheme: dark)');
const watchers = new Set<() => void>();

let theme: Theme = THEMES.find((each) => each === stored('theme')) ?? 'system';

/** Before the first paint, so that nothing flashes; and whenever the system's theme changes. */
export function startTheme(): void {
  apply();
  darkness.addEventListener('change', apply);
}

function apply(): void {
  const dark = theme === 'dark' || (theme === 'system' && darkness.matches);
  if (dark) document.body.setAttribute('arco-theme', 'dark');
  else document.body.removeAttribute('arco-theme');
  document.documentElement.style.colorScheme = dark ? 'dark' : 'light';
}

export function chooseTheme(chosen: Theme): void {
  theme = chosen;
  store('theme', chosen);
  apply();
  for (const watcher of watchers) watcher();
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** The theme that was chosen. */
export const useTheme = (): Theme => useSyncExternalStore(watch, () => theme);
