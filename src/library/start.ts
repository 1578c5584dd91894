import { isPlaneRefusal } from '#composition/host.ts';
import { DURATIONS, readDuration } from '#control/clock.ts';
import type { HistoryFilter, RequestView } from '#history/history.ts';
import { createServer, type ServerOptions, type TenonServer } from '#server.ts';
import { StoreUnavailable } from '#store/store.ts';
import type { World } from '#world/world.ts';
import { LibraryError, storeFailure } from './error.ts';
import { type AskedFault, askForFault } from './faults.ts';
import { readFilter } from './history.ts';
import { readOptions } from './options.ts';
import { makeAccount, type OwnAccount, type SavedSnapshot, saveSnapshot } from './state.ts';

/** What a program does with a server that listens; src/index.ts says it to programs. */
export interface RunningTenon {
  readonly url: string;
  readonly region: string;
  readonly certificate?: string;
  readonly credentials: {
    readonly accountId: string;
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  readonly clock: { now(): number; advance(by: string | number): Promise<void> };
  settled(): Promise<void>;
  reset(): Promise<void>;
  account(name?: string): Promise<OwnAccount>;
  snapshot(name: string): Promise<SavedSnapshot>;
  fault(spec: object): Promise<AskedFault>;
  readonly faults: { clear(): Promise<void> };
  history(filter?: HistoryFilter): Promise<readonly RequestView[]>;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** What `startTenon` does. @throws LibraryError */
export async function startWith(given: object): Promise<RunningTenon> {
  const { server: options, host, port, certificate } = await readOptions(given);
  const server = create(options);
  try {
    const running = await run(server, host, port);
    return certificate === undefined ? running : { ...running, certificate };
  } catch (error) {
    throw startFailure(error, host, port);
  }
}

/**
 * Has a server listen, and gives what a program does with it. Tests of this repository begin here,
 * with a server that has the hooks of `createServer`. The server is closed when it cannot listen.
 */
export async function run(server: TenonServer, host: string, port: number): Promise<RunningTenon> {
  const { control, world } = server;
  const url = await server.listen(host, port).catch(async (error: unknown) => {
    await server.close();
    throw error;
  });
  let closed: Promise<void> | undefined;
  const whileOpen = () => {
    if (closed !== undefined) throw new LibraryError('Closed', ['this Tenon is closed']);
  };
  const close = () => {
    closed ??= server.close();
    return closed;
  };
  return {
    url,
    region: world.defaultRegionId,
    credentials: credentialsOf(world),
    clock: {
      now: () => control.clock.now(),
      async advance(by) {
        whileOpen();
        await advance(server, by);
      },
    },
    async settled() {
      whileOpen();
      await control.settled();
    },
    async reset() {
      whileOpen();
      await inStore(control.reset());
    },
    async account(name) {
      whileOpen();
      return makeAccount(server, whileOpen, name);
    },
    async snapshot(name) {
      whileOpen();
      return saveSnapshot(server, whileOpen, name);
    },
    async fault(spec) {
      whileOpen();
      return askForFault(control, spec);
    },
    faults: {
      async clear() {
        whileOpen();
        await inStore(control.faults.clear());
        await control.settled();
      },
    },
    async history(filter) {
      whileOpen();
      return (await inStore(control.history?.find(readFilter(filter)))) ?? [];
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function advance({ control }: TenonServer, by: string | number): Promise<void> {
  if (control.advance === undefined) {
    const { transitions } = control.about;
    const why = `the clock is advanced by hand only with transitions 'manual'; here they are '${transitions}'`;
    throw new LibraryError('ClockNotManual', [why]);
  }
  const ms = readDuration(by, control.clock);
  if (ms === undefined) {
    throw new LibraryError('InvalidDuration', [`it is advanced by '5s', ${DURATIONS}`]);
  }
  await inStore(control.advance(ms));
  await control.settled();
}

async function inStore<T>(work: Promise<T> | undefined): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof StoreUnavailable ? storeFailure(error) : error;
  }
}

/** @throws LibraryError when the store cannot be opened. */
function create(options: ServerOptions): TenonServer {
  try {
    return createServer(options);
  } catch (error) {
    throw storeFailure(error as Error);
  }
}

function startFailure(error: unknown, host: string, port: number): unknown {
  if (error instanceof StoreUnavailable) return storeFailure(error);
  if (isPlaneRefusal(error)) {
    return new LibraryError('DataPlaneUnavailable', error.message.split('\n'), { cause: error });
  }
  const { syscall, message } = error as { syscall?: string; message: string };
  if (syscall === undefined) return error;
  const why = `cannot listen on port ${port} of ${host}: ${message}`;
  return new LibraryError('AddressUnavailable', [why], { cause: error });
}

/** Of the default account's first key; an account may have none. */
function credentialsOf({ accounts, defaultAccountId }: World): RunningTenon['credentials'] {
  const [key] = accounts[0]?.keys ?? [];
  const { accessKeyId = '', secretAccessKey = '', sessionToken } = key ?? {};
  return {
    accountId: defaultAccountId,
    accessKeyId,
    secretAccessKey,
    ...(sessionToken !== undefined && { sessionToken }),
  };
}
