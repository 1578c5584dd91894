import { createServer } from 'node:https';
import { createSecureContext } from 'node:tls';
import type { MakeServer } from '#gateway/connections.ts';

/** A certificate with its chain, and its private key, both in PEM. */
export interface KeyPair {
  readonly cert: string;
  readonly key: string;
}

/** A client that has connected may take this long to agree on a key. */
const HANDSHAKE_MS = 30_000;

/**
 * What makes a server speak TLS. It is a module of its own because most servers speak plain HTTP and
 * load nothing of TLS.
 * @throws when the certificate cannot be read, or does not belong to the key.
 */
export function secureServer({ cert, key }: KeyPair): MakeServer {
  createSecureContext({ cert, key });
  return (listener, options) =>
    createServer(
      { ...options, cert, key, handshakeTimeout: HANDSHAKE_MS, allowHalfOpen: true },
      listener,
    );
}
