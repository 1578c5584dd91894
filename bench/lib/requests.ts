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
 * be refused.
 */
export function attachAndDetach(ports: readonly number[], pairs: readonly Pair[]): string[][] {
  return lists(ports, (host, connection) => {
    const own = pairs.slice(connection * PER_CONNECTION, (connection + 1) * PER_CONNECTION);
    return ['AttachNetworkInterface', 'DetachNetworkInterface'].flatMap((Action) =>
      own.map(([NetworkInterfaceId, InstanceId]) =>
        signedGet(host, DEFAULT_ACCOUNT, 'vpc', { Action, NetworkInterfaceId, InstanceId }),
      ),
    );
  });
}

/** A signed read of one interface by its id, another one each time. */
export function describeAttributes(ports: readonly number[], pairs: readonly Pair[]): string[][] {
  return lists(ports, (host, connection) =>
    pairs
      .slice(connection * PER_CONNECTION, (connection + 1) * PER_CONNECTION)
      .map(([NetworkInterfaceId]) =>
        signedGet(host, DEFAULT_ACCOUNT, 'vpc', {
          Action: 'DescribeNetworkInterfaceAttributes',
          NetworkInterfaceId,
        }),
      ),
  );
}

/** A signed read of the first 20 interfaces. */
export function describeTwenty(ports: readonly number[]): string[][] {
  return lists(ports, (host) => [
    signedGet(host, DEFAULT_ACCOUNT, 'vpc', {
      Action: 'DescribeNetworkInterfaces',
      MaxResults: '20',
    }),
  ]);
}

/** A list for each connection. The generator deals the connections out to the ports in turn. */
function lists(
  ports: readonly number[],
  list: (host: string, connection: number) => string[],
): string[][] {
  return Array.from({ length: CONNECTIONS }, (_, connection) =>
    list(`127.0.0.1:${ports[connection % ports.length]}`, connection),
  );
}
