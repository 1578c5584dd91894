/** On every answer of the control API: it is a Tenon's, and of this version. */
export const VERSION_HEADER = 'x-tenon-version';
