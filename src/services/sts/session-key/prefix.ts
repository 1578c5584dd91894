/** The prefix of every temporary key's id, as at the vendor. */
export const PREFIX = 'AKTP';
