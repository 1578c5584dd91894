import { type BackgroundServer, findServer, findServers, runs } from './background-state.ts';
import { askControl } from './control.ts';
import { CliError } from './error.ts';
import { publicPartOf } from './start.ts';
import { styled } from './terminal.ts';

export interface StatusOptions {
  readonly name: string;
  readonly all?: boolean;
  readonly json?: boolean;
}

interface Status {
  readonly name: string;
  readonly running: boolean;
  readonly ready: boolean;
  /** Why it is not ready; '' when it is. */
  readonly reason: string;
  readonly server: BackgroundServer | undefined;
}

/** Says whether a server in the background runs; exit code 1 when it does not, or is not ready. */
export async function status({ name, all, json }: StatusOptions): Promise<void> {
  const found = all
    ? await Promise.all(findServers().map((server) => statusOf(server.name, server)))
    : [await statusOf(name, findServer(name))];
  const views = found.map(({ server, ...rest }) => ({
    ...rest,
    ...(server && publicPartOf(server)),
  }));
  if (json) console.log(JSON.stringify(all ? { servers: views } : views[0], null, 2));
  else console.log(found.length === 0 ? 'No server runs in the background.' : told(found));
  if (!all && !found[0]?.ready) process.exitCode = 1;
}

/** What `health/ready` says of a server in the background. */
export async function statusOf(
  name: string,
  server: BackgroundServer | undefined,
): Promise<Status> {
  const down = { name, running: false, ready: false, server };
  if (server === undefined) return { ...down, reason: 'it was not started' };
  if (!runs(server)) return { ...down, reason: 'it has ended' };
  if (server.url === '') return { ...down, running: true, reason: 'it is being started' };
  const { ready, reason } = await readinessAt(server.url);
  return { name, running: true, ready, reason, server };
}

/** Whether the server at `endpoint` is ready, and why not. */
export async function readinessAt(
  endpoint: string,
  patienceMs = 2000,
): Promise<{ ready: boolean; reason: string }> {
  try {
    const { body } = await askControl(endpoint, 'health/ready', undefined, patienceMs);
    if (body.ready === true) return { ready: true, reason: '' };
    return { ready: false, reason: String(body.reason ?? 'it does not say why') };
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return { ready: false, reason: error.message };
  }
}

const told = (statuses: readonly Status[]): string =>
  statuses
    .map(({ name, running, ready, reason, server }) => {
      const mark = ready ? styled('green', 'ready') : styled('red', 'not ready');
      const why = ready ? '' : `: ${reason}`;
      if (!running) {
        const log = server && ` (its log: ${server.logFile})`;
        return `${name}: does not run${why}${log ?? ''}`;
      }
      const since = server && `process ${server.pid}, since ${server.startedAt}`;
      return `${name}: ${server?.url} ${mark}${why} (${since})`;
    })
    .join('\n');
