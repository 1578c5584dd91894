export const BEIJING_OFFSET_MS = 8 * 3600 * 1000;

/** A time as the vendor prints it: ISO 8601, seconds, Beijing's offset. */
export function beijing(ms: number): string {
  return `${new Date(ms + BEIJING_OFFSET_MS).toISOString().slice(0, 19)}+08:00`;
}
