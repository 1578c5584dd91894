import { setTimeout } from 'node:timers/promises';
import { findServer, runs } from './background-state.ts';
import { CliError } from './error.ts';
import { readinessAt } from './status.ts';

export interface WaitOptions {
  /** The server of this name in the background; undefined when an endpoint says which. */
  readonly name: string | undefined;
  readonly endpoint: string;
  /** Seconds. */
  readonly timeout: number;
  readonly json?: boolean;
}

const PAUSE_MS = 100;

/**
 * Waits until a server is ready, also one that is not there yet.
 * @throws CliError with the last reason when it is not ready in time.
 */
export async function wait(options: WaitOptions): Promise<void> {
  const { timeout, json } = options;
  const end = performance.now() + timeout * 1000;
  for (;;) {
    const url = urlOf(options);
    const left = Math.max(1, Math.round(end - performance.now()));
    const { ready, reason } =
      url === undefined
        ? { ready: false, reason: `no server called ${options.name} runs in the background` }
        : await readinessAt(url, Math.min(2000, left));
    if (ready) {
      console.log(json ? JSON.stringify({ ready, url }, null, 2) : `${url} is ready.`);
      return;
    }
    if (performance.now() + PAUSE_MS >= end) {
      throw new CliError(`not ready after ${timeout} seconds: ${reason}`);
    }
    await setTimeout(PAUSE_MS);
  }
}

function urlOf({ name, endpoint }: WaitOptions): string | undefined {
  if (name === undefined) return endpoint;
  const server = findServer(name);
  return server !== undefined && runs(server) && server.url !== '' ? server.url : undefined;
}
