import { setTimeout } from 'node:timers/promises';
import {
  type BackgroundServer,
  findServer,
  findServers,
  forgetServer,
  runs,
} from './background-state.ts';
import type { StopSignal } from './stop-signals.ts';

export interface StopOptions {
  readonly name: string;
  readonly all?: boolean;
  /** Seconds. */
  readonly timeout: number;
  readonly json?: boolean;
}

/** What became of a server: it had ended before, it ended, or it had to be killed. */
type Outcome = 'was not running' | 'ended' | 'killed';

const PAUSE_MS = 50;

/**
 * Ends a server in the background and waits until it has ended. One that does not run has nothing
 * done to it, nor has another program that has got its process id.
 */
export async function stop({ name, all, timeout, json }: StopOptions): Promise<void> {
  const names = all ? findServers().map((server) => server.name) : [name];
  const stopped = [];
  for (const each of names) stopped.push({ name: each, outcome: await stopOne(each, timeout) });
  if (json) console.log(JSON.stringify(all ? { servers: stopped } : stopped[0], null, 2));
  else for (const each of stopped) console.log(told(each, timeout));
}

async function stopOne(name: string, timeout: number): Promise<Outcome> {
  const server = findServer(name);
  let outcome: Outcome = 'was not running';
  if (server !== undefined && runs(server)) {
    signal(server, 'SIGTERM');
    outcome = 'ended';
    if (!(await gone(server, timeout * 1000))) {
      signal(server, 'SIGKILL');
      await gone(server, Number.POSITIVE_INFINITY);
      outcome = 'killed';
    }
  }
  forgetServer(name);
  return outcome;
}

async function gone(server: BackgroundServer, patienceMs: number): Promise<boolean> {
  const end = performance.now() + patienceMs;
  while (runs(server)) {
    if (performance.now() > end) return false;
    await setTimeout(PAUSE_MS);
  }
  return true;
}

function signal({ pid }: BackgroundServer, name: StopSignal | 'SIGKILL'): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended meanwhile.
  }
}

function told({ name, outcome }: { name: string; outcome: Outcome }, timeout: number): string {
  switch (outcome) {
    case 'was not running':
      return `No server called ${name} runs.`;
    case 'ended':
      return `The server ${name} has ended.`;
    case 'killed':
      return `The server ${name} did not end within ${timeout} seconds and was killed.`;
  }
}
