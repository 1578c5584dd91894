import * as z from 'zod';
import { dataPlaneProblems, loadDataPlane } from '#composition/host.ts';
import type { Answered } from '#gateway/answered.ts';
import type { MakeServer } from '#gateway/connections.ts';
import { MOST_HISTORY } from '#history/limits.ts';
import { systemClock } from '#platform/clock.ts';
import { judgeFault, type ServerOptions } from '#server.ts';
import { StoreUrlError, shownStore } from '#store/url.ts';
import type { KeyPair } from '#tls/secure-server.ts';
import { readWorldFile, readWorldObject } from '#world/file.ts';
import { WorldFileError } from '#world/file-problems.ts';
import { makeWorld } from '#world/make.ts';
import { NO_SEEDS } from '#world/seeds.ts';
import { LibraryError } from './error.ts';

/** What a store says of itself. */
export interface StoreReport {
  readonly kind: 'warned' | 'failed' | 'recovered' | 'lost';
  readonly store: string;
  readonly message: string;
}

const listener = z.custom<(told: unknown) => void>((given) => typeof given === 'function', {
  error: 'must be a function',
});
const A_PORT = 'must be a port, 0 to 65535';
const flag = z.boolean('must be true or false').optional();
const text = z.string('must be text').min(1, 'must not be empty');
const oneOf = <const T extends string>(...values: T[]) =>
  z.enum(values, `must be one of ${values.join(', ')}`);

const plane = z
  .strictObject(
    {
      name: z.string('must be text'),
      guest: oneOf('auto', 'none').optional(),
      rootless: flag,
      uplink: text.optional(),
      runCommands: flag,
    },
    { error: ({ code }) => (code === 'invalid_type' ? 'must be a name, or an object' : undefined) },
  )
  .superRefine(({ name, ...options }, context) => {
    for (const message of dataPlaneProblems(name, withoutUndefined(options))) {
      context.addIssue({ code: 'custom', message });
    }
  });

/** The options of a program, which may be written in plain JavaScript. */
const schema = z.strictObject({
  store: text.optional(),
  world: z
    .custom<string | object>(
      (given) => typeof given === 'string' || (typeof given === 'object' && given !== null),
      { error: 'must be the path of a world file, or what one says as an object' },
    )
    .optional(),
  auth: oneOf('strict', 'lenient').optional(),
  transitions: oneOf('instant', 'realistic', 'manual').optional(),
  pace: z
    .number('must be a number')
    .min(0, 'must not be negative')
    .max(1_000_000, 'must be 1000000 at most')
    .optional(),
  dataPlane: z
    .preprocess((given) => (typeof given === 'string' ? { name: given } : given), plane.optional())
    .optional(),
  host: text.default('127.0.0.1'),
  port: z.int('must be a whole number').min(0, A_PORT).max(65_535, A_PORT).default(0),
  controlToken: text.optional(),
  tls: z
    .union(
      [
        z.literal('self-signed'),
        z.strictObject({ cert: text, key: text }, 'must be self-signed, or an object'),
      ],
      "must be 'self-signed', or an object with cert and key in PEM",
    )
    .optional(),
  history: z
    .int('must be a whole number')
    .min(0, 'must not be negative')
    .max(MOST_HISTORY, `must be ${MOST_HISTORY} at most`)
    .optional(),
  allowHosts: z.array(text, 'must be a list of names').optional(),
  allowDefaultKey: flag,
  allowLenient: flag,
  onStoreEvent: listener.optional(),
  onError: listener.optional(),
});

/** Options that were checked: the server's, and where it listens. */
export interface CheckedOptions {
  readonly server: ServerOptions;
  readonly host: string;
  readonly port: number;
  /** A self-signed certificate, which clients have to be told of. */
  readonly certificate: string | undefined;
}

/** @throws LibraryError with every problem of the options, else with every problem of the world. */
export async function readOptions(given: object): Promise<CheckedOptions> {
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    throw new LibraryError('InvalidOptions', parsed.error.issues.flatMap(problemsOf));
  }
  const { host, port, world, store, dataPlane, onStoreEvent, onError, tls, ...rest } = parsed.data;
  if (store !== undefined) checkStore(store);
  const tell = guarded(onStoreEvent);
  const fault = guarded(onError);
  const pair = tls === undefined ? undefined : await pairOf(tls, host, rest.allowHosts);
  return {
    host,
    port,
    certificate: tls === 'self-signed' ? pair?.cert : undefined,
    server: {
      ...withoutUndefined(rest),
      ...(pair && { secure: await secured(pair) }),
      ...(store !== undefined && { store }),
      ...(dataPlane !== undefined && { dataPlane: await planeOf(dataPlane) }),
      ...(await worldOf(world)),
      onAnswered: (answered: Answered) => answered.fault !== undefined && fault(answered.fault),
      onFault: (error) => fault(error),
      storeEvents: {
        warned: (message) => tell(report('warned', shownStore(store ?? 'memory'), message)),
        failed: (place, why) => tell(report('failed', place, why.message)),
        recovered: (place) => tell(report('recovered', place, 'it takes work again')),
        lost: (place, why) => tell(report('lost', place, why.message)),
      },
    },
  };
}

async function pairOf(
  tls: 'self-signed' | KeyPair,
  host: string,
  allowHosts: readonly string[] = [],
): Promise<KeyPair> {
  if (tls !== 'self-signed') return tls;
  const { LOCAL_NAMES, selfSigned } = await import('#tls/self-signed.ts');
  return selfSigned([...new Set([...LOCAL_NAMES, host, ...allowHosts])], systemClock.now());
}

async function secured(pair: KeyPair): Promise<MakeServer> {
  const { secureServer } = await import('#tls/secure-server.ts');
  try {
    return secureServer(pair);
  } catch (error) {
    const why = `option tls: the certificate and the key cannot be used: ${(error as Error).message}`;
    throw new LibraryError('InvalidOptions', [why], { cause: error });
  }
}

const report = (kind: StoreReport['kind'], store: string, message: string): StoreReport => ({
  kind,
  store,
  message,
});

function problemsOf(issue: z.core.$ZodIssue): string[] {
  if (issue.code === 'unrecognized_keys' && issue.path.length > 0) {
    return issue.keys.map((key) => `option ${issue.path.join('.')}: it has no ${key}`);
  }
  if (issue.code === 'unrecognized_keys') {
    const known = Object.keys(schema.shape).join(', ');
    return issue.keys.map((key) => `there is no option ${key}; the options are ${known}`);
  }
  if (issue.path.length === 0) return ['the options must be an object'];
  return [`option ${issue.path.join('.')}: ${issue.message}`];
}

const planeOf = ({ name, ...options }: z.infer<typeof plane>) =>
  loadDataPlane(name, withoutUndefined(options));

function checkStore(store: string): void {
  try {
    shownStore(store);
  } catch (error) {
    if (!(error instanceof StoreUrlError)) throw error;
    throw new LibraryError('InvalidOptions', [`option store: ${error.message}`], { cause: error });
  }
}

async function worldOf(world: string | object | undefined) {
  try {
    if (world === undefined) return { world: makeWorld(), seeds: NO_SEEDS };
    return await (typeof world === 'string'
      ? readWorldFile(world, judgeFault)
      : readWorldObject(world, judgeFault));
  } catch (error) {
    if (!(error instanceof WorldFileError)) throw error;
    throw new LibraryError('InvalidWorld', error.problems, { cause: error });
  }
}

/**
 * Calls `listener` where it can do no harm: what it throws is an uncaught exception of the program,
 * and not a failure of the store or the request that was at work.
 */
function guarded<T>(listener: ((told: T) => void) | undefined): (told: T) => void {
  return (told) => {
    try {
      listener?.(told);
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  };
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function withoutUndefined<T extends object>(given: T): Defined<T> {
  const entries = Object.entries(given).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Defined<T>;
}
