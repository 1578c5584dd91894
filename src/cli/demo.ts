import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@volcengine/sdk-core';
import {
  cleanDataPlanes,
  dataPlaneProblems,
  isPlaneRefusal,
  loadDataPlane,
} from '#composition/host.ts';
import { hostOf } from '#control/settings/clients.ts';
import { loadServices } from '#core/service.ts';
import { createServer, type TenonServer } from '#server.ts';
import { makeWorld } from '#world/make.ts';
import type { World } from '#world/world.ts';
import { tenon } from './command-line.ts';
import { playAttach } from './demo-attach.ts';
import { DemoClient, type RefusedBySdk } from './demo-client.ts';
import { playPackets } from './demo-packets.ts';
import { CliError, UsageError } from './error.ts';
import type { PlaneOptions } from './program-options.ts';
import { endBy, onStopSignal } from './stop-signals.ts';
import { outliveReaders } from './terminal.ts';
import { loadWorld } from './world.ts';

export interface DemoOptions {
  readonly keep?: boolean;
  readonly dataPlane: string;
  readonly planeOptions: PlaneOptions;
  /** A server that runs, in place of one of its own. */
  readonly endpoint?: string;
  /** The world file of that server. */
  readonly world?: string;
}

/** The demo shows transient states, but nobody wants to wait for them. */
const PACE = 0.4;

/**
 * Plays the main job with the official SDK as the client: against a server of its own, by the API
 * alone or with a data plane and packets; or against a server that runs.
 */
export async function demo(options: DemoOptions): Promise<void> {
  const { keep = false, dataPlane, planeOptions, endpoint } = options;
  if (endpoint !== undefined) return demoOn(endpoint, options.world);
  if (options.world !== undefined) {
    throw new UsageError('--world is the world file of the server that --endpoint names');
  }
  const problems = dataPlaneProblems(dataPlane, planeOptions);
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  const isReal = dataPlane !== 'none';
  const folder = mkdtempSync(join(tmpdir(), 'tenon-demo-'));
  const world = makeWorld();
  const server = createServer({
    store: `sqlite:${join(folder, 'tenon.db')}`,
    world,
    dataPlane: await loadDataPlane(dataPlane, planeOptions),
    ...(isReal ? { transitions: 'instant' } : { transitions: 'realistic', pace: PACE }),
  });
  const stop = Promise.withResolvers<void>();
  onStopSignal((nth, signal) => (nth === 1 ? stop.resolve() : endBy(signal)));
  outliveReaders(stop.resolve);
  let client: Client | undefined;
  try {
    // Else the first call of each service would be shown with the time that its code takes to load.
    await loadServices(server.services);
    const url = await listen(server, dataPlane);
    console.log(
      `A Tenon at ${url}, its store in a temporary\nfolder, and the official SDK @volcengine/sdk-core 1.0.0.\n`,
    );
    client = clientOf(url, world);
    const stage = new DemoClient(client);
    const zone = zoneOf(world);
    const play = isReal ? playPackets(stage, zone, server) : playAttach(stage, zone);
    const played = play.then(() => true);
    // When it is stopped it ends in the middle of a call, and nobody waits for that call's failure.
    if (!(await Promise.race([played, stop.promise.then(() => false)]))) {
      played.catch(() => {});
      process.exitCode = 1;
      return;
    }
    if (keep) {
      console.log(`\nThe server stays up at ${url} until Ctrl-C; to point a shell at it:`);
      console.log(`  eval "$(${tenon()} env bash --endpoint ${url})"`);
      await stop.promise;
    } else {
      console.log(isReal ? NEXT_WITH_PACKETS() : NEXT());
    }
  } finally {
    client?.destroy();
    const { planeId } = await server.control.plane();
    await server.close();
    // NICs and networks outlive a server; those of the demo have no store to come back to.
    if (planeId !== undefined) await cleanDataPlanes({ planeId, ...planeOptions });
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Plays against a server that runs, and leaves what is made there. */
async function demoOn(endpoint: string, worldFile: string | undefined): Promise<void> {
  const { world } = await loadWorld(worldFile);
  console.log(`The Tenon at ${endpoint}, and the official SDK\n@volcengine/sdk-core 1.0.0.\n`);
  const client = clientOf(endpoint, world);
  try {
    await playAttach(new DemoClient(client), zoneOf(world));
    console.log('What was made stays there.');
  } catch (error) {
    throw saidBy(error, endpoint);
  } finally {
    client.destroy();
  }
}

/** What the server, or the connection to it, says about a call that failed. */
function saidBy(error: unknown, endpoint: string): unknown {
  if (error instanceof CliError) return error;
  const { data, message } = error as RefusedBySdk & { readonly message?: string };
  const { Code, Message } = data?.ResponseMetadata?.Error ?? {};
  return new CliError(`${endpoint}: ${Code === undefined ? message : `${Code}: ${Message}`}`);
}

function clientOf(url: string, world: World): Client {
  const [key] = world.accounts[0]?.keys ?? [];
  if (key === undefined) throw new CliError('the first account of the world has no key');
  return new Client({
    host: hostOf(url),
    protocol: url.startsWith('https:') ? 'https' : 'http',
    region: world.defaultRegionId,
    accessKeyId: key.accessKeyId,
    secretAccessKey: key.secretAccessKey,
    autoRetry: false,
  });
}

/** The first zone of the region that the world starts with. */
const zoneOf = (world: World): string =>
  world.region(world.defaultRegionId)?.zones[0] ?? `${world.defaultRegionId}-a`;

async function listen(server: TenonServer, dataPlane: string): Promise<string> {
  try {
    return await server.listen('127.0.0.1', 0);
  } catch (error) {
    if (!isPlaneRefusal(error)) throw error;
    throw new CliError(`the data plane ${dataPlane} cannot run here:\n${error.message}`);
  }
}

/** What to try next. */
const NEXT = () => `
Next:
  ${tenon()} serve
    keeps a server up, and says how to point a client at it
  ${tenon()} demo --keep
    leaves this one up, with what was made
  ${tenon()} demo --data-plane netns
    does it with real packets, on Linux
  docs/clients.md
    has a tested recipe for each SDK, ve and Terraform`;

const NEXT_WITH_PACKETS = () => `
Next:
  ${tenon()} serve --data-plane netns
    keeps such a server up
  ${tenon()} shell i-...
    opens a shell inside an instance
  docs/data-plane.md
    says what packets meet, and what they do not`;
