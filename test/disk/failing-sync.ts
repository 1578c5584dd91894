/**
 * Loaded before a server's own code (`node --import`): while the file FAILING_SYNC is there, every sync
 * fails as on a broken disk. With FAST_TIMERS its timers go off that many times as early.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { FAILING_SYNC = '', FAST_TIMERS = '1' } = process.env;
const sync = fs.fdatasync;
fs.fdatasync = ((file: number, done: (error: Error | null) => void) => {
  if (!fs.existsSync(FAILING_SYNC)) return sync(file, done);
  const error = Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' });
  setImmediate(() => done(error));
}) as typeof fs.fdatasync;
syncBuiltinESMExports();

const later = globalThis.setTimeout;
globalThis.setTimeout = ((wake: (given: unknown) => void, ms = 0, given?: unknown) =>
  later(wake, ms / Number(FAST_TIMERS), given)) as typeof setTimeout;
