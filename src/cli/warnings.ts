/**
 * Older releases of Node.js say with every start that `node:sqlite` is experimental. Tenon knows,
 * and nobody who runs it can do anything about it: this one warning is not printed. Any other is.
 */
export function silenceSqliteWarning(): void {
  // Node.js prints warnings by a listener of its own; with --no-warnings there is none.
  const printers = process.listeners('warning');
  process.removeAllListeners('warning');
  process.on('warning', (warning) => {
    if (isAboutSqlite(warning)) return;
    for (const print of printers) print.call(process, warning);
  });
}

const isAboutSqlite = ({ name, message }: Error) =>
  name === 'ExperimentalWarning' && message.startsWith('SQLite is an experimental feature');
