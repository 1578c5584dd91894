import { setTimeout } from 'node:timers/promises';
import { createServer, dataPlaneProblems, isPlaneRefusal, type Transitions } from '#server.ts';
import { StoreUnavailable } from '#store/store.ts';
import type { StoreEvents } from '#store/store-events.ts';
import { shownStore } from '#store/url.ts';
import { banner } from './banner.ts';
import { CliError, UsageError } from './error.ts';
import { warningsOf } from './exposure.ts';
import type { ListenAddress } from './listen.ts';
import { listenFailure } from './listen-failure.ts';
import type { PlaneOptions } from './program-options.ts';
import { type ControlTokenOptions, controlTokenOf } from './secrets.ts';
import { type LogLevel, ServerLog } from './server-log.ts';
import { endBy, onStopSignal } from './stop-signals.ts';
import { complain } from './terminal.ts';
import { loadWorld } from './world.ts';

export interface ServeOptions extends ControlTokenOptions {
  readonly listen: ListenAddress;
  readonly store: string;
  readonly world?: string;
  readonly auth: 'strict' | 'lenient';
  readonly transitions: Transitions;
  readonly dataPlane: string;
  readonly planeOptions: PlaneOptions;
  readonly allowHost?: readonly string[];
  readonly allowDefaultKey: boolean;
  readonly allowLenient: boolean;
  readonly showSecrets?: boolean;
  readonly log: LogLevel;
  readonly maxInFlight: number;
  /** How many requests the history keeps. */
  readonly history: number;
  /** Seconds. */
  readonly drain: number;
}

/**
 * Serves until SIGTERM, SIGINT or SIGHUP. Then it reports for the time of `drain`, or until the
 * next signal, that it is not ready; answers the requests that have arrived; and ends with exit
 * code 0. One more signal ends it at once.
 */
export async function serve(options: ServeOptions): Promise<void> {
  const { listen, dataPlane } = options;
  const { host } = listen;
  const problems = dataPlaneProblems(dataPlane, options.planeOptions);
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  const controlToken = controlTokenOf(options);
  const { world, seeds } = await loadWorld(options.world);
  const log = new ServerLog(options.log);
  const server = createServer({
    store: options.store,
    world,
    seeds,
    auth: options.auth,
    transitions: options.transitions,
    dataPlane,
    planeOptions: options.planeOptions,
    ...(controlToken !== undefined && { controlToken }),
    ...(options.allowHost && { allowHosts: options.allowHost }),
    allowDefaultKey: options.allowDefaultKey,
    allowLenient: options.allowLenient,
    maxInFlight: options.maxInFlight,
    history: options.history,
    traceAll: options.log === 'debug',
    onAnswered: (answered) => log.answered(answered),
    onFault: (fault, intent) => log.fault(fault, intent),
    onPlaneRefusal: (refused) => log.planeRefusal(refused),
    storeEvents: storeEvents(log),
  });
  const { asked, enough } = stopping(options.drain > 0);
  const url = await server.listen(host, listen.port).catch(async (error: unknown) => {
    await server.close();
    if (error instanceof StoreUnavailable) {
      const { message } = (error.cause as Error | undefined) ?? error;
      throw new CliError(`${shownStore(options.store)}: ${message}`);
    }
    if (isPlaneRefusal(error)) {
      throw new CliError(`the data plane ${dataPlane} cannot run here:\n${error.message}`);
    }
    const why = await listenFailure(error, listen);
    throw why === undefined ? error : new CliError(why);
  });
  for (const warning of warningsOf({ ...options, host, world })) complain(warning);
  console.log(
    banner({
      ...options,
      url: url.replace('[::]', '[::1]'),
      host,
      store: shownStore(options.store),
      world,
      worldFile: options.world,
      hasControlToken: controlToken !== undefined,
    }),
  );

  await asked;
  console.log('Tenon drains and ends.');
  server.drain();
  if (options.drain > 0) {
    await Promise.race([setTimeout(options.drain * 1000, undefined, { ref: false }), enough]);
  }
  await server.close();
}

/** Resolve at the first and at the second signal; the next one ends the process at once. */
function stopping(waits: boolean): { asked: Promise<void>; enough: Promise<void> } {
  const asked = Promise.withResolvers<void>();
  const enough = Promise.withResolvers<void>();
  onStopSignal((nth, signal) => {
    if (nth === 1) asked.resolve();
    else if (nth === 2 && waits) enough.resolve();
    else endBy(signal);
  });
  return { asked: asked.promise, enough: enough.promise };
}

/** Ends the process when it could give no true answer. */
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
