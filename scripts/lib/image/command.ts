import { spawn } from 'node:child_process';

/** Runs a program and gives what it printed. @throws with its last words when it fails. */
export function output(command: string, args: readonly string[], cwd?: string): Promise<Buffer> {
  return new Promise((done, failed) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    const out: Buffer[] = [];
    let err = '';
    child.stdout.on('data', (chunk) => out.push(chunk));
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    child.on('error', failed);
    child.on('close', (code) => {
      if (code === 0) done(Buffer.concat(out));
      else failed(new Error(`${command} ${args.join(' ')} ends with ${code}\n${err.trim()}`));
    });
  });
}
