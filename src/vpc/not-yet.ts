/**
 * Actions that the vendor has and Tenon does not carry out yet, with what a user loses by it.
 * They are answered with 501 and stand in docs/actions.md.
 */
export const NOT_YET: Readonly<Record<string, string>> = {};
