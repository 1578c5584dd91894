import { execFile } from 'node:child_process';
import { closeSync, constants, fchmodSync, openSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { promisify } from 'node:util';
import { type Host, scratchPath } from './host.ts';

/** A pipe of the kernel, of which a program is given the end to write to. */
export interface Pipe {
  readonly reader: Socket;
  readonly writer: number;
}

/**
 * What Node.js gives a program for its output is a socket, which no program can open as /dev/stdout
 * or /dev/stderr: scripts do.
 */
export async function openPipe(host: Host): Promise<Pipe> {
  const path = scratchPath(host);
  await promisify(execFile)('mkfifo', ['-m', '600', path]);
  try {
    const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const reader = new Socket({ fd, readable: true, writable: false });
    const writer = openSync(path, 'w');
    try {
      // It will have no name: none but the program, and whoever may look into it, can open it.
      fchmodSync(writer, 0o666);
    } catch (error) {
      reader.destroy();
      closeSync(writer);
      throw error;
    }
    return { reader, writer };
  } finally {
    rmSync(path, { force: true });
  }
}
