import * as net from 'node:net';
import { UsageError } from './error.ts';

/** Where a server listens. */
export interface ListenAddress {
  /** A name or an address; an IPv6 address without brackets. */
  readonly host: string;
  readonly port: number;
}

export const DEFAULT_PORT = 7410;
const LOOPBACK = '127.0.0.1';
export const DEFAULT_LISTEN = `${LOOPBACK}:${DEFAULT_PORT}`;

const FORMS = 'HOST:PORT, PORT, HOST or [IPV6]:PORT';

/**
 * Reads `HOST:PORT`, and the short forms in which people write it: `7412`, `:7412`, `localhost`,
 * `0.0.0.0`, `[::1]:7412`, `::1`. A port alone means loopback: other machines reach the server only
 * if the user says so.
 * @throws UsageError for anything else.
 */
export function parseListen(text: string): ListenAddress {
  if (/^\d+$/.test(text)) return { host: LOOPBACK, port: portOf(text) };
  if (isIPv6(text) && !looksLikePort(text)) return { host: text, port: DEFAULT_PORT };
  const match = /^(?:\[([^\]]+)\]|([\w.-]+))?(?::(\d+))?$/.exec(text);
  const [, bracketed, name, port] = match ?? [];
  if (match === null || text === '' || (bracketed !== undefined && !isIPv6(bracketed))) {
    throw new UsageError(`[${text}] is not ${FORMS}`);
  }
  const host = bracketed ?? name ?? LOOPBACK;
  return { host, port: port === undefined ? DEFAULT_PORT : portOf(port) };
}

/** `::1:7412` is an IPv6 address, but hardly the one that the user means. */
const looksLikePort = (text: string) => /[^:]:\d{4,5}$/.test(text);

function portOf(text: string): number {
  const port = Number(text);
  if (port > 65_535) throw new UsageError(`${text} is no port: ports are 0 to 65535`);
  return port;
}

/** Node makes an expression of some milliseconds when it is first asked: not by most starts. */
const isIPv6 = (text: string): boolean => text.split(':').length > 2 && net.isIPv6(text);

/** `host` as it is written before a port. */
export const inUrl = (host: string): string => (isIPv6(host) ? `[${host}]` : host);
