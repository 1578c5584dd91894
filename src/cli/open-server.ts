import type { Transitions } from '#composition/foundation.ts';
import { dataPlaneProblems, isPlaneRefusal, loadDataPlane } from '#composition/host.ts';
import type { TrustFiles } from '#control/settings/target.ts';
import type { MakeServer } from '#gateway/connections.ts';
import { createServer, type TenonServer } from '#server.ts';
import { StoreUnavailable } from '#store/store.ts';
import type { StoreEvents } from '#store/store-events.ts';
import { shownStore } from '#store/url.ts';
import type { KeyPair } from '#tls/secure-server.ts';
import type { World } from '#world/world.ts';
import { CliError, UsageError } from './error.ts';
import { COMMANDS_WARNING, warningsOf } from './exposure.ts';
import type { ListenAddress } from './listen.ts';
import { listenFailure } from './listen-failure.ts';
import type { PlaneOptions } from './program-options.ts';
import { type ControlTokenOptions, controlTokenOf } from './secrets.ts';
import { type LogLevel, ServerLog } from './server-log.ts';
import { complain } from './terminal.ts';
import { type TlsOptions, tlsOf } from './tls.ts';
import { loadWorld } from './world.ts';

/** What the command line says of a server, whichever command starts it. */
export interface ServerSettings extends ControlTokenOptions, TlsOptions {
  readonly listen: ListenAddress;
  readonly store: string;
  readonly connections: number;
  readonly world?: string;
  readonly auth: 'strict' | 'lenient';
  readonly transitions: Transitions;
  readonly pace: number;
  readonly dataPlane: string;
  readonly planeOptions: PlaneOptions;
  readonly allowHost?: readonly string[];
  readonly allowDefaultKey: boolean;
  readonly allowLenient: boolean;
  /** Whether browsers get the console. */
  readonly console: boolean;
  readonly log: LogLevel;
  readonly logFile?: string;
  readonly maxInFlight: number;
  /** How many requests the history keeps. */
  readonly history: number;
}

/** A server that listens. */
export interface OpenServer {
  readonly server: TenonServer;
  /** Where programs on this machine reach it. */
  readonly url: string;
  readonly world: World;
  readonly controlToken: string | undefined;
  /** What clients are told to trust; undefined where they know the authority, or in plain HTTP. */
  readonly trust: TrustFiles | undefined;
}

/**
 * Starts a server as the command line says. What other machines may do, or may not, is told on
 * standard error.
 * @param stop when given, a store that is away is waited for until this is aborted; then it resolves
 * to undefined
 * @throws CliError with the reason when it cannot be started.
 */
export async function openServer(settings: ServerSettings): Promise<OpenServer>;
export async function openServer(
  settings: ServerSettings,
  stop: AbortSignal | undefined,
): Promise<OpenServer | undefined>;
export async function openServer(
  settings: ServerSettings,
  stop?: AbortSignal,
): Promise<OpenServer | undefined> {
  const { listen, dataPlane } = settings;
  const { host } = listen;
  const problems = dataPlaneProblems(dataPlane, settings.planeOptions);
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  const controlToken = controlTokenOf(settings);
  const { world, seeds, faults } = await loadWorld(settings.world);
  const tls = await tlsOf(settings, listen, settings.allowHost);
  if (settings.logFile !== undefined) (await import('./log.ts')).tryLogFile(settings.logFile);
  const log = new ServerLog(settings.log, settings.logFile);
  const server = createServer({
    store: settings.store,
    connections: settings.connections,
    world,
    seeds,
    faults,
    auth: settings.auth,
    transitions: settings.transitions,
    pace: settings.pace,
    dataPlane: await loadDataPlane(dataPlane, settings.planeOptions),
    ...(controlToken !== undefined && { controlToken }),
    ...(settings.allowHost && { allowHosts: settings.allowHost }),
    allowDefaultKey: settings.allowDefaultKey,
    allowLenient: settings.allowLenient,
    ...(!settings.console && { console: false as const }),
    maxInFlight: settings.maxInFlight,
    history: settings.history,
    traceAll: settings.log === 'debug',
    onAnswered: (answered) => log.answered(answered),
    onFault: (fault, intent) => log.fault(fault, intent),
    onPlaneRefusal: (refused) => log.planeRefusal(refused),
    storeEvents: storeEvents(log),
    ...(tls && { secure: await secured(tls) }),
    onWrongProtocol: (protocol) => log.wrongProtocol(protocol),
  });
  const away = new Set<string>();
  const onAway = (why: StoreUnavailable) => {
    const reason = reasonOf(why);
    if (!away.has(reason)) complain(`${shownStore(settings.store)}: ${reason}; tries again`);
    away.add(reason);
  };
  const waits = stop && { stop, onAway };
  const url = await server.listen(host, listen.port, waits).catch(async (error: unknown) => {
    await server.close();
    if (stop?.aborted) return undefined;
    if (error instanceof StoreUnavailable) {
      throw new CliError(`${shownStore(settings.store)}: ${reasonOf(error)}`);
    }
    if (isPlaneRefusal(error)) {
      throw new CliError(`the data plane ${dataPlane} cannot run here:\n${error.message}`);
    }
    const why = await listenFailure(error, listen);
    throw why === undefined ? error : new CliError(why);
  });
  if (url === undefined) return undefined;
  if (settings.planeOptions.runCommands) complain(COMMANDS_WARNING);
  for (const warning of warningsOf({ ...settings, host, world })) complain(warning);
  return { server, url, world, controlToken, trust: tls?.files };
}

const reasonOf = (error: StoreUnavailable): string =>
  ((error.cause as Error | undefined) ?? error).message;

async function secured(pair: KeyPair): Promise<MakeServer> {
  const { secureServer } = await import('#tls/secure-server.ts');
  try {
    return secureServer(pair);
  } catch (error) {
    throw new CliError(`TLS cannot be protocol with this certificate: ${(error as Error).message}`);
  }
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
