import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { ask } from './measure.ts';
import { ranMs, residentMiB } from './process.ts';

/** A server that is started as users start it. */
export interface Program {
  readonly command: string;
  readonly args: (port: number) => readonly string[];
  /** The first request, as the text of an HTTP request. */
  readonly request: (port: number) => string;
}

export interface Started {
  readonly pid: number;
  readonly port: number;
  /** From the spawn to the first answer. */
  readonly startMs: number;
  /** CPU time of all its threads until then. */
  readonly cpuMs: number;
  /** Measured half a second after the first answer. */
  readonly memoryMiB: number;
  stop(): Promise<void>;
}

const IDLE_MS = 500;

/** Starts a program, and waits until it has answered and has finished starting. */
export async function startProgram({ command, args, request }: Program): Promise<Started> {
  const port = await freePort();
  const text = request(port);
  const begun = performance.now();
  const child = spawn(command, args(port), { stdio: ['ignore', 'ignore', 'ignore'] });
  let alive = true;
  const ended = new Promise<void>((done) => {
    const end = () => {
      alive = false;
      done();
    };
    child.once('exit', end).once('error', end);
  });
  const stop = () => {
    child.kill('SIGTERM');
    return ended;
  };
  try {
    const status = await ask(port, text, () => alive);
    const startMs = performance.now() - begun;
    const pid = child.pid ?? 0;
    const cpuMs = ranMs(pid);
    if (status !== 200) throw new Error(`the first answer was ${status}`);
    await new Promise((idle) => setTimeout(idle, IDLE_MS));
    return { pid, port, startMs, cpuMs, memoryMiB: residentMiB(pid), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
