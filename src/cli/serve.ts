import { setTimeout } from 'node:timers/promises';
import { readStoreUrl, shownStore } from '#store/url.ts';
import { banner, bannerJson } from './banner.ts';
import { openServer, type ServerSettings } from './open-server.ts';
import { followStarter, hasStarter } from './starter.ts';
import { endBy, onStopSignal } from './stop-signals.ts';

export interface ServeOptions extends ServerSettings {
  readonly showSecrets?: boolean;
  /** Says where it listens in a line of JSON. */
  readonly json?: boolean;
  /** Ends when standard input does, too. */
  readonly untilEof?: boolean;
  /** Seconds. */
  readonly drain: number;
}

/**
 * While a store on PostgreSQL is away it listens, says that it is not ready, and tries again.
 * Serves until SIGTERM, SIGINT or SIGHUP. Then it reports for the time of `drain`, or until the
 * next signal, that it is not ready; answers the requests that have arrived; and ends with exit
 * code 0. One more signal ends it at once.
 */
export async function serve(options: ServeOptions): Promise<void> {
  const stops = stopping(options.drain > 0, options.untilEof ?? false);
  try {
    await serveUntil(stops, options);
  } finally {
    // It may still be open, and would keep the process.
    if (options.untilEof) process.stdin.destroy();
  }
}

async function serveUntil({ asked, enough }: Stops, options: ServeOptions): Promise<void> {
  const tellStarter = followStarter();
  // Whoever waits for this process to be ready is told when it cannot be.
  const isDatabase = readStoreUrl(options.store).engine === 'postgres';
  const waits = isDatabase && !options.untilEof && !hasStarter();
  const stop = new AbortController();
  void asked.then(() => stop.abort());
  const opened = await openServer(options, waits ? stop.signal : undefined);
  if (opened === undefined) return;
  const { server, url, world, controlToken, trust } = opened;
  const started = {
    ...options,
    url,
    host: options.listen.host,
    store: shownStore(options.store),
    world,
    worldFile: options.world,
    hasControlToken: controlToken !== undefined,
    trust,
  };
  console.log(options.json ? bannerJson(started) : banner(started));
  tellStarter(url);

  await asked;
  if (!options.json) console.log('Tenon drains and ends.');
  server.drain();
  if (options.drain > 0) {
    await Promise.race([setTimeout(options.drain * 1000, undefined, { ref: false }), enough]);
  }
  await server.close();
}

/** Resolve at the first and at the second signal; the next one ends the process at once. */
interface Stops {
  readonly asked: Promise<void>;
  readonly enough: Promise<void>;
}

function stopping(waits: boolean, untilEof: boolean): Stops {
  const asked = Promise.withResolvers<void>();
  const enough = Promise.withResolvers<void>();
  onStopSignal((nth, signal) => {
    if (nth === 1) asked.resolve();
    else if (nth === 2 && waits) enough.resolve();
    else endBy(signal);
  });
  if (untilEof) process.stdin.once('close', asked.resolve).resume();
  return { asked: asked.promise, enough: enough.promise };
}
