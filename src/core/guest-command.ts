/*
 * Commands inside of instances, in words of their own: nothing here knows an account, a status or a
 * name of the API.
 */

/** A script that an instance is to carry out. */
export interface GuestCommand {
  /** Of this one alone: what was started under it is not started again. */
  readonly id: string;
  /** The program that reads the script, with its arguments up to the script's path. */
  readonly program: readonly string[];
  /** In base64. */
  readonly script: string;
  /** '' for the folder of the user. */
  readonly workingDir: string;
  /** '' and `root` are whom the data plane itself works as. */
  readonly username: string;
  readonly timeoutSeconds: number;
}

/** How a command has ended. */
export interface CommandEnd {
  /** One that was `refused` has not begun. */
  readonly how: 'exited' | 'timed-out' | 'instance-stopped' | 'refused';
  /**
   * As a shell gives it: 128 and the signal's number where one has ended it. 1 of what was refused.
   */
  readonly exitCode: number;
  /** What it wrote, to its output and as its errors, in base64: the last of it. */
  readonly output: string;
  /** How many bytes before that were left out. */
  readonly bytesLeftOut: number;
  /** Why it was refused, in words that a person can act on; else ''. */
  readonly reason: string;
}

/** The most bytes that are kept of what a command writes. Ours. */
export const MOST_OUTPUT_BYTES = 24 * 1024;
