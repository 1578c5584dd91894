export const BEIJING_OFFSET_MS = 8 * 3600 * 1000;

const SECOND = 1000;
const DAY = 24 * 3600 * SECOND;
/** A year and more: the times of resources are on few days. Beyond it, the cache starts anew. */
const DAYS_KEPT = 500;
const days = new Map<number, string>();
const TWO_DIGITS = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'));

/** A time as the vendor prints it: ISO 8601, seconds, Beijing's offset. */
export function beijing(ms: number): string {
  const day = Math.floor((ms + BEIJING_OFFSET_MS) / DAY);
  const second = Math.floor((ms + BEIJING_OFFSET_MS - day * DAY) / SECOND);
  const minute = Math.floor(second / 60);
  const hour = Math.floor(minute / 60);
  return `${dateOf(day)}T${TWO_DIGITS[hour]}:${TWO_DIGITS[minute % 60]}:${TWO_DIGITS[second % 60]}+08:00`;
}

/** A list shows two times of each row: a Date for each would cost more than the rest of its view. */
function dateOf(day: number): string {
  let date = days.get(day);
  if (date === undefined) {
    date = new Date(day * DAY).toISOString().slice(0, 10);
    if (days.size >= DAYS_KEPT) days.clear();
    days.set(day, date);
  }
  return date;
}
