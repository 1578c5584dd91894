import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, postmasterOf } from './postgres-server.ts';

/** Gives the run a scratch folder, and ends the PostgreSQL that a test may have started. */
export default function setup(): () => Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tenon-run-'));
  process.env.TENON_TEST_SCRATCH = folder;
  return async () => {
    const its = folderOfServer(folder);
    const pid = its && postmasterOf(its);
    if (pid) {
      process.kill(pid, 'SIGQUIT');
      while (isAlive(pid)) await sleep(10);
    }
    if (its) rmSync(its, { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  };
}

function folderOfServer(folder: string): string | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, 'postgres.json'), 'utf8')).folder;
  } catch {
    return undefined;
  }
}
