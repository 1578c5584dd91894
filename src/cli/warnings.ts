import { isSqliteWarning } from '#platform/sqlite-warning.ts';

/**
 * Silences for the whole process the one warning that older releases of Node.js give for `node:sqlite`.
 * Any other is printed.
 */
export function silenceSqliteWarning(): void {
  // Node.js prints warnings by a listener of its own; with --no-warnings there is none.
  const printers = process.listeners('warning');
  process.removeAllListeners('warning');
  process.on('warning', (warning) => {
    if (isSqliteWarning(warning.name, warning.message)) return;
    for (const print of printers) print.call(process, warning);
  });
}
