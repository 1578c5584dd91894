/// <reference lib="esnext.disposable" preserve="true" />

/*
 * What `import { startTenon } from 'tenon'` gives. The package's declarations are made from this
 * file alone, so that it declares every type that it gives out and imports values only.
 */

import { LibraryError } from '#library/error.ts';
import { importWithoutSqliteWarning } from '#platform/sqlite-warning.ts';

/** How a server is started. Every option may be left out. */
export interface TenonOptions {
  /**
   * Where everything is kept: `memory` (the default), `sqlite:PATH` or
   * `postgres://USER@HOST/DATABASE`, as with `tenon serve --store`.
   */
  readonly store?: string | undefined;
  /**
   * The path of a world file, or its content as an object: accounts, quotas, instance types,
   * resources to start with. Its fields are those of docs/world-file.md.
   */
  readonly world?: string | object | undefined;
  /** Whether signatures are checked; `strict` by default. */
  readonly auth?: 'strict' | 'lenient' | undefined;
  /**
   * When a transient status settles: `instant` (the default) before the answer, `realistic` after
   * its dwell time, `manual` when {@link TenonClock.advance} reaches that time.
   */
  readonly transitions?: 'instant' | 'realistic' | 'manual' | undefined;
  /** Multiplies the dwell times of `realistic` and `manual` mode; 1 by default. */
  readonly pace?: number | undefined;
  /**
   * What makes networks real: `none`, the default, records them only; `netns` plugs NICs on a Linux
   * host and carries packets (docs/data-plane.md). An object says how it is set up.
   */
  readonly dataPlane?: 'none' | 'netns' | TenonDataPlane | undefined;
  /** The address or name to listen on; `127.0.0.1` by default. */
  readonly host?: string | undefined;
  /** The port to listen on; 0, the default, takes a free one. */
  readonly port?: number | undefined;
  /**
   * Lets the control API (`/_tenon/*`) answer other machines, to requests that carry this token.
   */
  readonly controlToken?: string | undefined;
  /**
   * Makes the server speak TLS, with a certificate and its private key in PEM, or with a self-signed
   * certificate for this machine's names, `host` and `allowHosts`: {@link Tenon.certificate}.
   */
  readonly tls?: 'self-signed' | { readonly cert: string; readonly key: string } | undefined;
  /**
   * How many requests {@link Tenon.history} remembers, 1000 by default; 0 for none.
   */
  readonly history?: number | undefined;
  /** Host names, without a port, that this server accepts; `*` stands for any characters. */
  readonly allowHosts?: readonly string[] | undefined;
  /** Lets the default account's key, which is published, be used from beyond this machine. */
  readonly allowDefaultKey?: boolean | undefined;
  /** Lets `auth: 'lenient'` answer beyond this machine. */
  readonly allowLenient?: boolean | undefined;
  /**
   * Told when the store fails and when it works again. Without it such events are not reported: a
   * library prints nothing.
   */
  readonly onStoreEvent?: ((event: TenonStoreEvent) => void) | undefined;
  /**
   * Told of faults in Tenon itself, such as one that was answered with InternalError. There should
   * be none.
   */
  readonly onError?: ((error: unknown) => void) | undefined;
}

/** A data plane, and how it is set up; as with `tenon serve --data-plane`. */
export interface TenonDataPlane {
  readonly name: 'none' | 'netns';
  /**
   * What is configured inside an instance: `auto` (the default) does what an image of the cloud
   * does at boot, `none` gives a NIC its link and its MAC alone.
   */
  readonly guest?: 'auto' | 'none' | undefined;
  /** Makes everything inside a user namespace, without any right on the host. */
  readonly rootless?: boolean | undefined;
  /** A device of the host that leads to the internet. */
  readonly uplink?: string | undefined;
  /**
   * Carries out what RunCommand and InvokeCommand send, inside the instance. Only the network is the
   * instance's: whoever may call them has this program's rights on this machine. Off by default.
   */
  readonly runCommands?: boolean | undefined;
}

/** Something that happened to a store. */
export interface TenonStoreEvent {
  /**
   * - `warned`: it works, but somebody should look at it.
   * - `failed`: it does nothing, or only reads, until it has `recovered`.
   * - `lost`: clients wait for commits, and nobody will soon know whether these are on disk. If no
   *   answer may be wrong, end the process before this returns.
   */
  readonly kind: 'warned' | 'failed' | 'recovered' | 'lost';
  /** The store's URL, without a password. */
  readonly store: string;
  readonly message: string;
}

/** A key to sign with. */
export interface TenonCredentials {
  readonly accountId: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Only a temporary key of the world has one. */
  readonly sessionToken?: string;
}

/** The time by which resources and transitions live; signatures are judged by the machine's. */
export interface TenonClock {
  /** Milliseconds since the epoch. */
  now(): number;
  /**
   * Lets time pass and settles what became due by it.
   *
   * @param by a number of milliseconds, or a whole number with `ms`, `s`, `m`, `h` or `d`: `'5s'`.
   * @throws TenonError `ClockNotManual` unless transitions are `manual`; `InvalidDuration`,
   * `Closed`, `StoreUnavailable`.
   */
  advance(by: number | string): Promise<void>;
}

/**
 * A fault that the server is to have: which requests it strikes, when, and one thing that happens.
 * docs/faults.md says what clients do with each.
 */
export interface TenonFaultSpec {
  /** Such as `vpc`. */
  readonly service: string;
  /** Such as `AttachNetworkInterface`. */
  readonly action: string;
  /** Only requests of this account. */
  readonly account?: string | undefined;
  /** Only requests with these parameters, by their names on the wire: `Tags.1.Key`. */
  readonly parameters?: Readonly<Record<string, string | number | boolean>> | undefined;
  /** How many requests that match are let pass first; 0 by default. */
  readonly skip?: number | undefined;
  /** How many are struck then; 0 is all, until it is removed; 1 by default. */
  readonly times?: number | undefined;
  /** Of a strike, for each request that matches; 1 by default. */
  readonly probability?: number | undefined;
  /** With `probability`: the same seed strikes the same requests. */
  readonly seed?: number | undefined;
  /** Before anything is done, after the commit, or while the transition settles. */
  readonly when: 'before' | 'answer' | 'settle';
  /** `before`, `answer`: a refusal takes the place of the answer. */
  readonly refuse?:
    | {
        /** Of the action's own refusals or the common ones; any other with status and message. */
        readonly code: string;
        readonly status?: number | undefined;
        readonly message?: string | undefined;
      }
    | undefined;
  /** `before`, `answer`: milliseconds. */
  readonly delayMs?: number | undefined;
  /** `before`, `answer`: the connection is reset. */
  readonly cut?: true | undefined;
  /** `answer`: half of the body under the Content-Length of the whole, then the end. */
  readonly half?: true | undefined;
  /** `answer`: the whole body under half of its Content-Length, then the end. */
  readonly misstate?: true | undefined;
  /** `settle`: the transition fails with this reason. */
  readonly fail?: string | undefined;
  /** `settle`: the transition waits until the fault is removed. */
  readonly hold?: true | undefined;
}

/** A fault that the server has. */
export interface TenonFault {
  readonly id: string;
  /** How often it has struck. After a reset it is gone, and this is what it was then. */
  struck(): number;
  /** Removes it; what it holds goes on, and settles if it is due. To remove it again does nothing. */
  remove(): Promise<void>;
}

/** Which requests {@link Tenon.history} gives. */
export interface TenonHistoryFilter {
  /** The latest so many of them, 50 by default. */
  readonly limit?: number | undefined;
  readonly account?: string | undefined;
  /** Such as `AttachNetworkInterface`. */
  readonly action?: string | undefined;
  /** The code of a refusal, or `OK`. */
  readonly code?: string | undefined;
  /** Only those before the request with this id. */
  readonly before?: string | undefined;
}

/** One precondition of an action, as it was when a request was refused. */
export interface TenonVerdict {
  readonly verdict: 'pass' | 'fail' | 'unknown';
  readonly http: number;
  readonly code: string;
  readonly message: string;
  /** The parameter that it judges; absent when it judges none. */
  readonly parameter?: string;
  /** The fact that decided it. */
  readonly because: string;
}

/** A request that was answered. */
export interface TenonRequest {
  readonly requestId: string;
  /** When it was answered: ISO 8601, by the machine's clock. */
  readonly time: string;
  /** '' when nobody was recognised. */
  readonly account: string;
  readonly region: string;
  readonly service: string;
  readonly action: string;
  /** The HTTP status of its answer. */
  readonly status: number;
  /** '' when it was carried out. */
  readonly code: string;
  /** How long it took, in milliseconds; null for what was refused by its head alone. */
  readonly ms: number | null;
  /** Milliseconds by stage, of a request that was traced. */
  readonly stages?: Readonly<Record<string, number>>;
  /**
   * As the action understood them, secrets as `***`; null when they were too long to be kept.
   */
  readonly parameters: Readonly<Record<string, unknown>> | null;
  /** Names of parameters that were sent and that the action does not have. */
  readonly unread: readonly string[];
  /** Of a refusal. */
  readonly message?: string;
  /** The parameter that a refusal is about, and why. */
  readonly parameter?: string;
  readonly reason?: string;
  /** Of a refusal: every precondition at that moment; none when it was refused before them. */
  readonly verdicts: readonly TenonVerdict[];
  /**
   * What became of the transition that it began; null when it began none. `failed` comes with a
   * `reason`; `ended` says that it is over, and how is not known here.
   */
  readonly settled: {
    readonly state: 'pending' | 'settled' | 'failed' | 'ended';
    readonly reason?: string;
  } | null;
}

/** An account of its own, with a key: what it has nobody else sees. */
export interface TenonAccount extends TenonCredentials {
  /**
   * Takes away everything that it has; the others keep what they have.
   *
   * @throws TenonError `Gone`, `Closed`, `StoreUnavailable`.
   */
  reset(): Promise<void>;
  /**
   * Removes it with everything that it has. Its key signs nothing from then on.
   *
   * @throws TenonError `Gone`, `Closed`, `StoreUnavailable`.
   */
  remove(): Promise<void>;
  /** The same, for `await using`; nothing when it is gone by then. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** Everything, as it was at one moment. */
export interface TenonSnapshot {
  readonly name: string;
  /**
   * Puts it in the place of everything that there is. A manual clock goes to its time.
   *
   * @throws TenonError `Gone`, `Closed`, `SnapshotFailed`, `StoreUnavailable`.
   */
  restore(): Promise<void>;
  /** @throws TenonError `Gone`, `Closed`. */
  remove(): Promise<void>;
}

/** A server that listens in this process. */
export interface Tenon {
  /** Where clients reach it, without a slash at the end: `http://127.0.0.1:40123`. */
  readonly url: string;
  /** The region that is meant when none is named, such as `cn-beijing`. */
  readonly region: string;
  /** With `tls: 'self-signed'` the certificate in PEM, which clients must be told to trust. */
  readonly certificate?: string;
  /** The first key of the default account. Its texts are empty in a world that has none. */
  readonly credentials: TenonCredentials;
  readonly clock: TenonClock;
  /**
   * Resolves when nothing that is due is left to settle. What becomes due later, by the clock, is
   * not waited for.
   *
   * @throws TenonError `Closed`.
   */
  settled(): Promise<void>;
  /**
   * Takes everything away and makes again what the world starts with. A manual clock stays where it
   * is.
   *
   * @throws TenonError `Closed`, `StoreUnavailable`.
   */
  reset(): Promise<void>;
  /**
   * Has the server fail on purpose, from the next request on.
   *
   * @throws TenonError `InvalidFault`, `Closed`, `StoreUnavailable`.
   */
  fault(spec: TenonFaultSpec): Promise<TenonFault>;
  readonly faults: {
    /** Removes all faults; what they hold goes on. */
    clear(): Promise<void>;
  };
  /**
   * The latest requests that it has answered, the latest first. None with the option `history: 0`,
   * none when `before` is of no request that is kept.
   *
   * @throws TenonError `InvalidOptions`, `Closed`, `StoreUnavailable`.
   */
  history(filter?: TenonHistoryFilter): Promise<readonly TenonRequest[]>;
  /**
   * Makes an account, empty, in milliseconds: one for each test keeps tests apart.
   *
   * @param name letters, digits, spaces and `. _ @ -`, at most 64, shown by `tenon account list`.
   * @throws TenonError `InvalidName`, `Closed`, `StoreUnavailable`.
   */
  account(name?: string): Promise<TenonAccount>;
  /**
   * Saves everything under a name, in the place of what had the name.
   *
   * @param name 1 to 64 letters, digits and `. _ -`, the first a letter or a digit.
   * @throws TenonError `InvalidName`, `Closed`, `SnapshotFailed`, `StoreUnavailable`.
   */
  snapshot(name: string): Promise<TenonSnapshot>;
  /**
   * Answers what has arrived, settles what is in hand and closes the store. Nothing of it keeps the
   * process alive afterwards. To call it again does nothing.
   */
  close(): Promise<void>;
  /** The same, for `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * - `InvalidOptions`, `InvalidWorld`: {@link TenonError.problems} has every mistake.
 * - `StoreUnavailable`: the store cannot be opened, reached or written.
 * - `AddressUnavailable`: it cannot listen on that host and port.
 * - `DataPlaneUnavailable`: this host cannot carry that data plane; a problem for each thing missing.
 * - `ClockNotManual`, `InvalidDuration`: the clock cannot be advanced, or not by that.
 * - `InvalidFault`: the fault makes no sense, or names what there is not.
 * - `InvalidName`: nothing can be called so.
 * - `Gone`: the account or the snapshot has been removed.
 * - `SnapshotFailed`: it cannot be written, or read.
 * - `Closed`: it was asked for something after `close()`.
 */
export type TenonErrorCode =
  | 'InvalidOptions'
  | 'InvalidWorld'
  | 'StoreUnavailable'
  | 'AddressUnavailable'
  | 'DataPlaneUnavailable'
  | 'ClockNotManual'
  | 'InvalidDuration'
  | 'InvalidFault'
  | 'InvalidName'
  | 'Gone'
  | 'SnapshotFailed'
  | 'Closed';

/** A mistake of the program's or of its surroundings, which it can tell by the code. */
export interface TenonError extends Error {
  readonly code: TenonErrorCode;
  /** Every mistake, a line each; the message has them all. */
  readonly problems: readonly string[];
}

/** For `instanceof`. */
export const TenonError: new (
  code: TenonErrorCode,
  problems: readonly string[],
  options?: { cause?: unknown },
) => TenonError = LibraryError;

let library: Promise<typeof import('#library/start.ts')> | undefined;

/**
 * Starts a server in this process. Any number of them run side by side. It prints nothing, listens
 * to no signal and never ends the process.
 *
 * ```ts import { startTenon } from 'tenon';
 *
 * await using tenon = await startTenon({ transitions: 'manual' }); const { url, region, credentials
 * } = tenon; // what a client is pointed at await tenon.clock.advance('5s'); await tenon.reset();
 * ```
 *
 * @throws TenonError `InvalidOptions`, `InvalidWorld`, `StoreUnavailable`, `AddressUnavailable`,
 * `DataPlaneUnavailable`.
 */
export async function startTenon(options: TenonOptions = {}): Promise<Tenon> {
  library ??= importWithoutSqliteWarning(() => import('#library/start.ts'));
  const { startWith } = await library;
  return startWith(options);
}
