import { setTimeout } from 'node:timers/promises';
import { shownStore } from '#store/url.ts';
import { banner, bannerJson } from './banner.ts';
import { openServer, type ServerSettings } from './open-server.ts';
import { followStarter } from './starter.ts';
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
 * Serves until SIGTERM, SIGINT or SIGHUP. Then it reports for the time of `drain`, or until the
 * next signal, that it is not ready; answers the requests that have arrived; and ends with exit
 * code 0. One more signal ends it at once.
 */
export async function serve(options: ServeOptions): Promise<void> {
  const tellStarter = followStarter();
  const { asked, enough } = stopping(options.drain > 0, options.untilEof ?? false);
  const { server, url, world, controlToken, trust } = await openServer(options);
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
function stopping(
  waits: boolean,
  untilEof: boolean,
): { asked: Promise<void>; enough: Promise<void> } {
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
