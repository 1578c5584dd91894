import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { createServer, type Transitions } from '../server.ts';
import { StoreUnavailable } from '../store/store.ts';
import type { StoreEvents } from '../store/store-events.ts';
import { shownStore } from '../store/url.ts';
import { VERSION } from '../version.ts';
import { pasteLines } from './clients.ts';
import { CliError } from './error.ts';
import { type LogLevel, ServerLog } from './server-log.ts';
import { loadWorld } from './world.ts';

export interface ServeOptions {
  readonly listen: string;
  readonly store: string;
  readonly world?: string;
  readonly auth: 'strict' | 'lenient';
  readonly transitions: Transitions;
  readonly controlToken?: string;
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
  const { world, seeds } = await loadWorld(options.world);
  const log = new ServerLog(options.log);
  const server = createServer({
    store: options.store,
    world,
    seeds,
    auth: options.auth,
    transitions: options.transitions,
    ...(options.controlToken && { controlToken: options.controlToken }),
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
      `  secret key    ${key?.secretAccessKey ?? 'none'}`,
      '',
      ...pasteLines({
        endpoint: url,
        region: world.defaultRegionId,
        accessKeyId: key?.accessKeyId ?? '',
        secretAccessKey: key?.secretAccessKey ?? '',
      }).map(([client, line]) => `${client}:\n  ${line}\n`),
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
