import { spawn } from 'node:child_process';
import type { constants } from 'node:os';
import { isatty } from 'node:tty';

export type SignalName = keyof typeof constants.signals;

/** How a program ended: by itself with a code, or by a signal. */
export interface Ended {
  readonly code: number | null;
  readonly signal: SignalName | null;
}

/** A terminal sends these to all programs that it shows, so also to the command. */
const OF_TERMINAL: readonly SignalName[] = ['SIGINT', 'SIGQUIT'];
const FORWARDED: readonly SignalName[] = [
  'SIGTERM',
  'SIGHUP',
  'SIGUSR2',
  'SIGCONT',
  ...OF_TERMINAL,
];

/**
 * Passes the signals that this program gets on to the program in the foreground. Made before that
 * program is there: it may ask for a signal as soon as it is.
 */
export class SignalForwarder {
  readonly #listeners: [SignalName, () => void][];
  #forward: (signal: SignalName) => void;

  /** @param otherwise gets the signals while no program is in the foreground */
  constructor(otherwise: (signal: SignalName) => void = () => {}) {
    this.#forward = otherwise;
    this.#listeners = FORWARDED.map((signal) => [signal, () => this.#forward(signal)]);
    for (const [signal, listener] of this.#listeners) process.on(signal, listener);
  }

  to(forward: (signal: SignalName) => void): void {
    this.#forward = forward;
  }

  stop(): void {
    for (const [signal, listener] of this.#listeners) process.off(signal, listener);
  }
}

/**
 * Runs a program with this one's terminal, standard input and output. It gets the signals that this
 * program gets.
 * @param started gets its process id
 * @throws the error of the system call when it cannot be started.
 */
export async function runInForeground(
  [program = '', ...words]: readonly string[],
  env: NodeJS.ProcessEnv,
  signals: SignalForwarder,
  started: (pid: number) => void = () => {},
): Promise<Ended> {
  // By number: `process.stdin` itself would begin to read what is the command's.
  const hasTerminal = [0, 1, 2].some((fd) => isatty(fd));
  const child = spawn(program, words, { stdio: 'inherit', env });
  signals.to((signal) => {
    if (!(hasTerminal && OF_TERMINAL.includes(signal))) child.kill(signal);
  });
  if (child.pid !== undefined) started(child.pid);
  return new Promise((done, failed) => {
    child.once('error', failed);
    child.once('exit', (code, signal) => done({ code, signal }));
  });
}
