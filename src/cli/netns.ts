import { cleanDataPlanes, dataPlanesOnHost, isPlaneRefusal } from '#composition/host.ts';
import { CliError } from './error.ts';
import { styled } from './terminal.ts';

export interface NetnsOptions {
  readonly rootless: boolean;
  readonly json?: boolean;
}

export interface CleanOptions extends NetnsOptions {
  readonly plane?: string;
  readonly force?: boolean;
}

/** Shows what data planes have made on this host, with or without a server. */
export async function list({ rootless, json }: NetnsOptions): Promise<void> {
  const planes = await dataPlanesOnHost(rootless);
  if (json) {
    console.log(JSON.stringify(planes, null, 2));
    return;
  }
  if (planes.length === 0) console.log(`none${rootless ? ' of this user' : ''}`);
  for (const { planeId, process, namespaces } of planes) {
    const driver = process === undefined ? 'no server' : `driven by process ${process}`;
    console.log(`${styled('bold', planeId)}  ${driver}`);
    for (const name of namespaces) console.log(`  ${name}`);
  }
}

/**
 * Removes what data planes have made on this host, and lists it. What a server drives is left as it
 * is, and the exit code is then 1, unless `force` is given.
 */
export async function clean({ plane, rootless, force = false, json }: CleanOptions): Promise<void> {
  const before = await dataPlanesOnHost(rootless);
  const chosen = before.filter(({ planeId }) => plane === undefined || planeId === plane);
  if (plane !== undefined && chosen.length === 0) {
    throw new CliError(`there is no plane ${plane} on this host: "netns list" shows them`);
  }
  const driven = force ? [] : chosen.filter(({ process }) => process !== undefined);
  const free = chosen.filter((each) => !driven.includes(each));
  const removed: string[] = [];
  for (const { planeId, namespaces } of free) {
    await cleanDataPlanes({ planeId, rootless, force }).catch((error: unknown) => {
      throw isPlaneRefusal(error) ? new CliError(error.message) : error;
    });
    removed.push(...namespaces);
    if (!json) console.log([`plane ${planeId}`, ...namespaces].join('\n  '));
  }
  if (json) console.log(JSON.stringify({ removed }, null, 2));
  else if (free.length === 0 && driven.length === 0) console.log('nothing to remove');
  if (driven.length > 0) {
    const who = driven.map(({ planeId, process }) => `plane ${planeId} by process ${process}`);
    throw new CliError(
      `a server drives ${who.join(', ')}: it was left alone; stop the server, or say --force`,
    );
  }
}
