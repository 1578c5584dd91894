/** What kind of store `url` names: `memory`, `sqlite` or `postgres`. */
export function storeName(url: string): string {
  return url.split(':')[0]?.replace('postgresql', 'postgres') ?? '';
}

/** `url` as it may be shown: without a password. */
export function shownStore(url: string): string {
  return url.replace(/^(postgres(?:ql)?:\/\/[^:/@]*):[^@]*@/, '$1:***@');
}

/** Whether `url` has the form of a store's: `memory`, `sqlite:PATH` or `postgres://...`. */
export function isStoreUrl(url: string): boolean {
  return /^(memory$|sqlite:.|postgres(ql)?:\/\/)/.test(url);
}
