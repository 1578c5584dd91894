import { CommandFailed } from './host.ts';

/*
 * A read that failed says nothing about what is there. What follows tells, of a failure, whether it
 * is the answer that there is nothing.
 */

/** A path leads to nothing, or the process that it leads to has ended. */
const NO_SUCH = new Set(['ENOENT', 'ENOTDIR', 'ESRCH']);

/** Whether the file, the folder or the process is not there. */
export const isAbsent = (error: unknown): boolean =>
  NO_SUCH.has((error as NodeJS.ErrnoException | undefined)?.code ?? '');

/** What `read` gives, or `nothing` when what it reads is not there. @throws any other failure */
export function unlessAbsent<T>(read: () => T, nothing: T): T {
  try {
    return read();
  } catch (error) {
    if (isAbsent(error)) return nothing;
    throw error;
  }
}

/** Whether that is how `nft` says that there is no table or set of a name. */
export const isNoSuchSet = (error: unknown): boolean =>
  error instanceof CommandFailed &&
  error.failures.every(({ output }) => output.includes('Error: No such file or directory'));

/**
 * Whether that is how `ip` says that the link is gone which it remembers under a name: another may have
 * the name since.
 */
export const isForgottenLink = (error: unknown): boolean =>
  error instanceof CommandFailed &&
  error.failures.length > 0 &&
  error.failures.every(({ output }) => output.startsWith('RTNETLINK answers: No such device'));

/** Whether that is how `ip` says that there is no link of a name. */
export const isNoSuchLink = (error: unknown): boolean =>
  error instanceof CommandFailed &&
  error.failures.length > 0 &&
  error.failures.every(({ output }) => /^Device "\S+" does not exist\.$/.test(output));
