import { StoreUnavailable } from '#store/store.ts';

/**
 * What a program can tell its mistakes and those of its surroundings by; src/index.ts says what
 * each is.
 */
export type ErrorCode =
  | 'InvalidOptions'
  | 'InvalidWorld'
  | 'StoreUnavailable'
  | 'AddressUnavailable'
  | 'DataPlaneUnavailable'
  | 'ClockNotManual'
  | 'InvalidDuration'
  | 'InvalidName'
  | 'Gone'
  | 'SnapshotFailed'
  | 'InvalidFault'
  | 'Closed';

/**
 * The class behind the `TenonError` that src/index.ts gives out: declared there, since it imports
 * no types.
 */
export class LibraryError extends Error {
  readonly code: ErrorCode;
  readonly problems: readonly string[];

  constructor(code: ErrorCode, problems: readonly string[], options?: { cause?: unknown }) {
    super(problems.join('\n'), options);
    this.name = 'TenonError';
    this.code = code;
    this.problems = problems;
  }
}

/** Of a store that cannot be opened, reached or written. */
export function storeFailure(error: Error): LibraryError {
  const { message } = error instanceof StoreUnavailable ? ((error.cause as Error) ?? error) : error;
  return new LibraryError('StoreUnavailable', [message], { cause: error });
}
