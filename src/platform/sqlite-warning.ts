/** Older releases of Node.js say with every start that `node:sqlite` is experimental; nobody can do anything about it. */
export const isSqliteWarning = (name: unknown, message: unknown): boolean =>
  name === 'ExperimentalWarning' && String(message).startsWith('SQLite is an experimental feature');

/**
 * Imports by `load` without that warning, for a library that prints nothing and leaves the listeners of
 * its process alone. Any other warning is given. One call is to end before another begins.
 */
export async function importWithoutSqliteWarning<T>(load: () => Promise<T>): Promise<T> {
  const { emitWarning } = process;
  const without = (...args: unknown[]): void => {
    if (!isSqliteWarning(args[1], args[0])) Reflect.apply(emitWarning, process, args);
  };
  process.emitWarning = without as typeof process.emitWarning;
  try {
    return await load();
  } finally {
    if (process.emitWarning === without) process.emitWarning = emitWarning;
  }
}
