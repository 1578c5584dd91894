/** A mistake of the user or a problem of the environment: printed in one line, without a stack. */
export class CliError extends Error {}

/** A command line that is wrong in any case: the exit code is 2. */
export class UsageError extends CliError {}

/** The code of a failed system call, such as `ECONNREFUSED`; '' for any other error. */
export function codeOf(error: unknown): string {
  return (error as { code?: string } | undefined)?.code ?? '';
}
