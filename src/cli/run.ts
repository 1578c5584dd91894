import { constants } from 'node:os';
import { resolve } from 'node:path';
import { cleanDataPlanes } from '#composition/host.ts';
import { quoted } from '#control/settings/quoted.ts';
import { environmentFor, trustVariables } from '#control/settings/variables.ts';
import { StoreUrlError } from '#store/url.ts';
import type { World } from '#world/world.ts';
import { CliError, codeOf, UsageError } from './error.ts';
import { type Ended, runInForeground, SignalForwarder, type SignalName } from './foreground.ts';
import { type OpenServer, openServer, type ServerSettings } from './open-server.ts';
import { RunGuard } from './run-guard.ts';
import { endBy } from './stop-signals.ts';

export interface RunOptions extends ServerSettings {
  readonly verbose?: boolean;
}

/** As with `env` and `timeout`: 1 and 2 may be the command's own. */
const NOT_RUN = 125;
const NOT_EXECUTABLE = 126;
const NOT_FOUND = 127;

/** The command was not run, or cannot be. */
class NotRun extends CliError {
  override readonly exitCode: number;

  constructor(message: string, exitCode = NOT_RUN) {
    super(message);
    this.exitCode = exitCode;
  }
}

/**
 * Starts a server in this process, runs a command that finds it, and ends the server. The command
 * has this program's terminal, standard input and output, and gets the signals that this program
 * gets; its exit code becomes this program's own. Nothing but the command writes to standard
 * output.
 */
export async function run(command: readonly string[], options: RunOptions): Promise<void> {
  const signals = new SignalForwarder(endUnlessHarmless);
  const open = await openServer(options).catch((error: unknown) => {
    if (error instanceof UsageError || error instanceof StoreUrlError) throw error;
    throw new NotRun((error as Error).message);
  });
  const say = (text: string) => options.verbose && console.error(`tenon: ${text}`);
  try {
    say(`serves at ${open.url}; runs ${command.map(quoted).join(' ')}`);
    const ended = await runWith(environmentOf(open, options), command, signals);
    say(ended.signal === null ? `it ended with ${ended.code}` : `${ended.signal} ended it`);
    process.exitCode =
      ended.signal === null ? (ended.code ?? 0) : 128 + constants.signals[ended.signal];
  } finally {
    signals.to(endUnlessHarmless);
    await close(open, options);
    signals.stop();
  }
}

/** Before the command is there, and when it has ended, a signal ends this program at once. */
function endUnlessHarmless(signal: SignalName): void {
  if (signal !== 'SIGCONT' && signal !== 'SIGUSR2') endBy(signal);
}

/** Networks on this host outlive a server; those of a store in memory have nothing to come back to. */
async function close({ server }: OpenServer, options: RunOptions): Promise<void> {
  const { planeId } = await server.control.plane();
  await server.close();
  if (planeId !== undefined && options.store === 'memory') {
    await cleanDataPlanes({ planeId, ...options.planeOptions });
  }
}

async function runWith(
  env: NodeJS.ProcessEnv,
  command: readonly string[],
  signals: SignalForwarder,
): Promise<Ended> {
  const guard = new RunGuard();
  try {
    return await runInForeground(command, env, signals, (pid) => guard.watch(pid));
  } catch (error) {
    throw whyNotRun(command[0] ?? '', error);
  } finally {
    await guard.dismiss();
  }
}

function environmentOf({ url, world, controlToken, trust }: OpenServer, options: RunOptions) {
  const key = firstKeyOf(world);
  return {
    ...environmentFor({ endpoint: url, region: world.defaultRegionId, ...key }, process.env),
    ...(trust && trustVariables(trust)),
    // What the command asks of the control API needs them.
    ...(controlToken !== undefined &&
      options.controlToken && { TENON_CONTROL_TOKEN: controlToken }),
    ...(options.controlTokenFile !== undefined && {
      TENON_CONTROL_TOKEN_FILE: resolve(options.controlTokenFile),
    }),
  };
}

function firstKeyOf(world: World) {
  const key = world.accounts[0]?.keys[0];
  if (key !== undefined) return key;
  throw new NotRun('the first account of the world has no key for the command to sign with');
}

function whyNotRun(program: string, error: unknown): NotRun {
  switch (codeOf(error)) {
    case 'ENOENT':
      return new NotRun(`there is no program ${program}: ENOENT`, NOT_FOUND);
    case 'EACCES':
      return new NotRun(`${program} cannot be executed: EACCES`, NOT_EXECUTABLE);
    default:
      return new NotRun(`${program} cannot be run: ${(error as Error).message}`, NOT_EXECUTABLE);
  }
}
