/** A mistake of the user or a problem of the environment: printed in one line, without a stack. */
export class CliError extends Error {
  readonly exitCode: number = 1;
}

/** A command line that is wrong in any case. */
export class UsageError extends CliError {
  override readonly exitCode = 2;
}

/** The code of a failed system call, such as `ECONNREFUSED`; '' for any other error. */
export function codeOf(error: unknown): string {
  return (error as { code?: string } | undefined)?.code ?? '';
}
