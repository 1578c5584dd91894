import { fork } from 'node:child_process';
import type { Job, Result } from './generator.ts';

/** Runs a job in a generator process of its own. */
export function load(job: Job): Promise<Result> {
  const child = fork(new URL('./generator.ts', import.meta.url).pathname);
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

/** A GET as text. */
export function get(target: string, headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `GET ${target} HTTP/1.1\r\n${lines.join('')}\r\n`;
}
