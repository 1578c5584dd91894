/** The most connections to a database that are at work at once. */
export const DEFAULT_CONNECTIONS = 10;
/** One each for reads, for writes and for those that wait for a locked row. */
export const FEWEST_CONNECTIONS = 3;
