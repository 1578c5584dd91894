import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { createServer, type Transitions } from '../server.ts';
import { StoreUnavailable } from '../store/store.ts';
import type { StoreEvents } from '../store/store-events.ts';
import { shownStore } from '../store/url.ts';
import { VERSION } from '../version.ts';
import type { Key, World } from '../world/world.ts';
import { pasteLines, settingsLines } from './clients.ts';
import { CliError } from './error.ts';
import { warningsOf } from './exposure.ts';
import { type ControlTokenOptions, controlTokenOf } from './secrets.ts';
import { type LogLevel, ServerLog } from './server-log.ts';
import { loadWorld } from './world.ts';

export interface ServeOptions extends ControlTokenOptions {
  readonly listen: string;
  readonly store: string;
  readonly world?: string;
  readonly auth: 'strict' | 'lenient';
  readonly transitions: Transitions;
  readonly allowHost?: readonly string[];
  readonly allowDefaultKey: boolean;
  readonly allowLenient: boolean;
  readonly showSecrets?: boolean;
  readonly log: LogLevel;
  readonly maxInFlight: number;
  /** Seconds. */
  readonly drain: number;
}

/**
 * Serves until SIGTERM or SIGINT, then says for the time of `drain`, or until the next signal, that it
 * is not ready, answers what has arrived and ends with exit code 0.
 */
export async function serve(options: ServeOptions): Promise<void> {
  const { host, port } = parseListen(options.listen);
  const controlToken = controlTokenOf(options);
  const { world, seeds } = await loadWorld(options.world);
  const log = new ServerLog(options.log);
  const server = createServer({
    store: options.store,
    world,
    seeds,
    auth: options.auth,
    transitions: options.transitions,
    ...(controlToken !== undefined && { controlToken }),
    ...(options.allowHost && { allowHosts: options.allowHost }),
    allowDefaultKey: options.allowDefaultKey,
    allowLenient: options.allowLenient,
    maxInFlight: options.maxInFlight,
    traceAll: options.log === 'debug',
    tap: (answered) => log.answered(answered),
    onFault: (fault, intent) => log.fault(fault, intent),
    storeEvents: storeEvents(log),
  });
  const stop = signal();
  const url = await server.listen(host, port).catch(async (error: NodeJS.ErrnoException) => {
    await server.close();
    if (error.code === 'EADDRINUSE') throw new CliError(`port ${port} of ${host} is taken`);
    if (error instanceof StoreUnavailable) {
      const { message } = (error.cause as Error | undefined) ?? error;
      throw new CliError(`${shownStore(options.store)}: ${message}`);
    }
    if (error.syscall === undefined) throw error;
    throw new CliError(`cannot listen on ${options.listen}: ${error.message}`);
  });

  for (const warning of warningsOf({ ...options, host, world })) console.error(`tenon: ${warning}`);
  const key = world.accounts[0]?.keys[0];
  console.log(
    [
      `Tenon ${VERSION} listens on ${url}`,
      '',
      `  store         ${shownStore(options.store)}`,
      `  signatures    ${options.auth === 'strict' ? 'checked' : 'NOT CHECKED: --auth lenient accepts any key'}`,
      `  transitions   ${options.transitions}`,
      '  networks      recorded, not enforced: no data plane is configured',
      `  region        ${world.defaultRegionId}`,
      `  account       ${world.defaultAccountId}`,
      `  access key    ${key?.accessKeyId ?? 'none'}`,
      `  secret key    ${secretLine(key, options)}`,
      '',
      ...clientLines(url, world, options).map(([client, line]) => `${client}:\n  ${line}\n`),
    ].join('\n'),
  );

  await stop;
  console.log('Tenon drains and ends.');
  server.drain();
  if (options.drain > 0) {
    await Promise.race([setTimeout(options.drain * 1000, undefined, { ref: false }), signal()]);
  }
  await server.close();
}

/** Ends the process where no answer that it could give would be true. */
function storeEvents(log: ServerLog): StoreEvents {
  return {
    warned: (message) => log.store(message),
    failed: (place, why) => log.store(`the store ${place} takes no work: ${why.message}`, why),
    recovered: (place) => log.store(`the store ${place} works again`),
    lost(place, { message }) {
      const unknown = 'and what was committed last may not be on disk: nobody is answered for it';
      console.error(`tenon: ends: the store ${place} does not recover (${message}), ${unknown}`);
      process.exit(1);
    },
  };
}

/** Output is kept by terminals, logs and CI systems: a secret is in it only where somebody asks. */
function secretLine(key: Key | undefined, { showSecrets }: ServeOptions): string {
  if (key === undefined) return 'none';
  return showSecrets ? key.secretAccessKey : 'not shown (--show-secrets)';
}

function clientLines(url: string, world: World, options: ServeOptions): [string, string][] {
  const key = world.accounts[0]?.keys[0];
  if (!options.showSecrets || key === undefined) return settingsLines(url, options.world);
  const { accessKeyId, secretAccessKey } = key;
  const region = world.defaultRegionId;
  return pasteLines({ endpoint: url, region, accessKeyId, secretAccessKey });
}

const signal = () => Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);

function parseListen(listen: string): { host: string; port: number } {
  const colon = listen.lastIndexOf(':');
  const port = Number(listen.slice(colon + 1));
  const host = listen.slice(0, colon).replace(/^\[|\]$/g, '');
  if (colon < 1 || !Number.isInteger(port) || port < 0 || port > 65535) {
    throw new CliError(`--listen takes host:port, not [${listen}]`);
  }
  return { host, port };
}
