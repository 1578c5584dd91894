import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import { PER_CONNECTION } from './options.ts';
import type { Pair } from './pairs.ts';
import { signedGet } from './sign.ts';

export const CONNECTIONS = 64;

/** Enough pairs to keep all connections busy. */
export const PAIRS = CONNECTIONS * PER_CONNECTION;

/**
 * Signed requests to Tenon, a list for each connection: it attaches some interfaces of its own and
 * detaches them again, so that each has settled before its next turn. One that came too early would
 * be refused. The generator deals the connections out to the ports in turn.
 */
export function attachAndDetach(ports: readonly number[], pairs: readonly Pair[]): string[][] {
  return Array.from({ length: CONNECTIONS }, (_, connection) => {
    const own = pairs.slice(connection * PER_CONNECTION, (connection + 1) * PER_CONNECTION);
    const host = `127.0.0.1:${ports[connection % ports.length]}`;
    return ['AttachNetworkInterface', 'DetachNetworkInterface'].flatMap((Action) =>
      own.map(([NetworkInterfaceId, InstanceId]) =>
        signedGet(host, DEFAULT_ACCOUNT, 'vpc', { Action, NetworkInterfaceId, InstanceId }),
      ),
    );
  });
}
