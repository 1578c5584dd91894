/** What the id of every temporary key begins with, as the vendor's does. */
export const PREFIX = 'AKTP';
