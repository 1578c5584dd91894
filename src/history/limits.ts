/** How many requests are kept unless told, and at most. */
export const DEFAULT_HISTORY = 1000;
export const MOST_HISTORY = 100_000;
/** How many bytes they may take, whatever their number. */
export const HISTORY_BYTES = 32 << 20;
