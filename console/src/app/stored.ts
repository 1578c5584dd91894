/*
 * What the user has chosen, kept in this browser: no secret is among it.
 */

export type Language = 'en' | 'zh';

type Name = 'account' | 'region' | 'language' | 'theme' | `columns.${string}`;

export function stored(name: Name): string | undefined {
  try {
    return localStorage.getItem(`tenon.${name}`) ?? undefined;
  } catch {
    return undefined;
  }
}

/** A browser that keeps nothing forgets it with the page. */
export function store(name: Name, value: string): void {
  try {
    localStorage.setItem(`tenon.${name}`, value);
  } catch {
    // Some browsers forbid it.
  }
}
