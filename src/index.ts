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
