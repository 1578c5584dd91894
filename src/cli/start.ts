import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { VERSION } from '#platform/version.ts';
import {
  type BackgroundServer,
  forgetServer,
  keepServer,
  logFileOf,
  makeServerFolder,
  reserveName,
} from './background-state.ts';
import { tenon } from './command-line.ts';
import { endpointOptionOf } from './endpoint.ts';
import { CliError, UsageError } from './error.ts';
import { release, STARTER, whenReady } from './starter.ts';
import { endBy, onStopSignal } from './stop-signals.ts';

export interface StartOptions {
  readonly name: string;
  /** Seconds. */
  readonly timeout: number;
  readonly json?: boolean;
}

/** How the server is started: arguments of `serve`, and what the environment says besides. */
export interface ServeCall {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Starts a server in the background and ends when it is ready. The server has no terminal; what it
 * says is in its log.
 */
export async function start(call: ServeCall, options: StartOptions): Promise<void> {
  const { name, json } = options;
  makeServerFolder();
  reserveName(name, VERSION);
  let child: ChildProcess | undefined;
  onStopSignal((_, signal) => {
    child?.kill('SIGKILL');
    forgetServer(name);
    endBy(signal);
  });
  try {
    child = spawnServer(call, name);
    const server = await ready(child, options);
    release(child);
    console.log(json ? JSON.stringify(publicPartOf(server), null, 2) : told(server));
  } catch (error) {
    if (child?.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    forgetServer(name);
    throw error;
  }
}

function spawnServer({ args, env }: ServeCall, name: string): ChildProcess {
  const log = openSync(logFileOf(name), 'w', 0o600);
  try {
    const [, program = ''] = process.argv;
    return spawn(process.execPath, [...process.execArgv, program, 'serve', ...args], {
      detached: true,
      stdio: ['ignore', log, log, 'ipc'],
      env: { ...process.env, ...env, [STARTER]: name },
    });
  } finally {
    closeSync(log);
  }
}

/** @throws CliError with what the server said, when it does not become ready. */
async function ready(child: ChildProcess, { name, timeout }: StartOptions) {
  const given = setTimeout(timeout * 1000, 'late' as const, { ref: false });
  const url = await Promise.race([whenReady(child), given]);
  if (url === 'late') {
    throw new CliError(
      `the server is not ready after ${timeout} seconds: look into ${logFileOf(name)}`,
    );
  }
  if (url === undefined || child.pid === undefined) {
    const said = readFileSync(logFileOf(name), 'utf8')
      .trim()
      .replace(/^tenon: /gm, '');
    const why = said === '' ? `the server has ended: ${child.exitCode ?? child.signalCode}` : said;
    throw child.exitCode === 2 ? new UsageError(why) : new CliError(why);
  }
  const startedAt = new Date().toISOString();
  return keepServer({
    name,
    pid: child.pid,
    url,
    logFile: logFileOf(name),
    startedAt,
    version: VERSION,
  });
}

/** What `--json` prints of a server. */
export const publicPartOf = ({ process: _, ...rest }: BackgroundServer) => rest;

function told({ name, url, pid, logFile }: BackgroundServer): string {
  const named = name === 'default' ? '' : ` --name ${name}`;
  return [
    `Tenon ${VERSION} listens on ${url} (process ${pid}).`,
    `  its log       ${logFile}`,
    `  for a shell   eval "$(${tenon()} env bash${endpointOptionOf(url)})"`,
    `  to end it     ${tenon()} stop${named}`,
  ].join('\n');
}
