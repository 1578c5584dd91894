import { spawnSync } from 'node:child_process';
import { constants } from 'node:os';
import { isatty } from 'node:tty';
import { askControl } from './control.ts';
import { CliError, codeOf } from './error.ts';
import { runInForeground, SignalForwarder } from './foreground.ts';
import { type ControlTokenOptions, controlTokenOf } from './secrets.ts';

export interface EnterOptions extends ControlTokenOptions {
  readonly endpoint: string;
}

/**
 * The command did not run: the exit code that `env`, `nice` and the like have for it, since 1 and 2
 * may be the command's own.
 */
export class NotEntered extends CliError {
  override readonly exitCode = 125;
}

/**
 * Runs a command inside an instance. It has this program's terminal, and gets the signals that this
 * program gets; its exit code, or the signal that ends it, becomes this program's own.
 */
export async function exec(
  place: string,
  command: readonly string[],
  options: EnterOptions,
): Promise<void> {
  await run([...(await entranceOf(place, options)), ...command], process.env);
}

/** Opens the user's shell inside an instance. TENON_INSTANCE says there where it is. */
export async function shell(place: string, options: EnterOptions): Promise<void> {
  const entrance = await entranceOf(place, options);
  const { SHELL = '/bin/sh' } = process.env;
  if (isatty(0)) console.error(`In ${place}; "exit" leads back.`);
  await run([...entrance, SHELL], { ...process.env, TENON_INSTANCE: place });
}

/** The words of a command line before the command. @throws NotEntered */
async function entranceOf(place: string, options: EnterOptions): Promise<readonly string[]> {
  const path = `instances/${encodeURIComponent(place)}/entrance`;
  const { body } = await askControl(options.endpoint, path, controlTokenOf(options)).catch(
    (error: unknown) => {
      throw error instanceof CliError ? new NotEntered(error.message) : error;
    },
  );
  const refusal = body.ResponseMetadata?.Error;
  if (refusal !== undefined) throw new NotEntered(`${refusal.Code}: ${refusal.Message}`);
  const { command } = body as { command: readonly string[] };
  tryOut(place, command);
  return command;
}

/**
 * Whether one can get in: whoever may not is told so by the program that leads there, in its words
 * and with an exit code that could be the command's own.
 */
function tryOut(place: string, [program = '', ...words]: readonly string[]): void {
  const { status, stderr, error } = spawnSync(program, [...words, 'true'], { encoding: 'utf8' });
  if (codeOf(error) === 'ENOENT') {
    throw new NotEntered(`there is no program ${program} here: install the package util-linux`);
  }
  if (status === 0) return;
  const said = stderr.trim().split('\n')[0] ?? '';
  const why = /not permitted|denied/i.test(said)
    ? `the server's user and root alone may (${said})`
    : `${said}: is this the machine on which the server runs?`;
  throw new NotEntered(`${place} cannot be entered: ${why}`);
}

async function run(command: readonly string[], env: NodeJS.ProcessEnv) {
  const signals = new SignalForwarder();
  const { code, signal } = await runInForeground(command, env, signals).catch((error: Error) => {
    throw new NotEntered(error.message);
  });
  signals.stop();
  if (signal === null) {
    process.exitCode = code ?? 0;
    return;
  }
  // Whoever waits for this program sees what ended the command.
  process.kill(process.pid, signal);
  process.exitCode = 128 + (constants.signals[signal] ?? 0);
}
