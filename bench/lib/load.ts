import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Job, Result } from './generator.ts';
import { cpuMicrosOf } from './process.ts';

/** Runs a job in a generator process of its own. @throws when a connection fails. */
export function load(job: Job): Promise<Result> {
  const child = fork(fileURLToPath(new URL('./generator.ts', import.meta.url)));
  child.send(job);
  return new Promise((done, failed) => {
    child.once('message', (result) => done(result as Result));
    child.once('error', failed);
    child.once(
      'exit',
      (code) => code !== 0 && failed(new Error(`the generator ended with ${code}`)),
    );
  });
}

/** A result, and the CPU time that the servers took for each request, in microseconds. */
export type Measured = Result & { readonly cpuMicros: number };

/**
 * Runs a job, and measures the CPU time of the servers' processes, that of the warm-up included.
 * @throws when an answer is not a success
 */
export async function measure(pids: readonly number[], job: Job): Promise<Measured> {
  const cpu = () => pids.reduce((sum, pid) => sum + cpuMicrosOf(pid), 0);
  const before = cpu();
  const result = await load(job);
  const cpuMicros = (cpu() - before) / (result.answered + result.uncounted);
  if (result.firstFailure !== '') {
    throw new Error(`not all were carried out: ${result.firstFailure}`);
  }
  return { ...result, cpuMicros };
}
