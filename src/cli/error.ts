/** A mistake of the user's or of the surroundings: told in one line, without a stack. */
export class CliError extends Error {}
