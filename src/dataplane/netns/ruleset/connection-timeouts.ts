import type { ConnectionTimeouts, Network } from '#core/network.ts';
import { deviceIn } from './names.ts';
import type { TableBuilder } from './ruleset.ts';

/*
 * How long connections are remembered that nothing passes on. The router remembers a connection once
 * for both of its ends: it forgets it as soon as one of them would. An end that asks for nothing leaves it
 * to the other, and to the kernel's times where neither asks.
 */

type TimeoutName = keyof ConnectionTimeouts;

/** Makes the objects and chains, and gives the rules that lead new connections there. */
export function addConnectionTimeouts(table: TableBuilder, network: Network): string[] {
  const udp = devicesBySeconds(network, 'udp');
  const established = devicesBySeconds(network, 'tcpEstablished');
  const closed = devicesBySeconds(network, 'tcpClosed');
  const rules: string[] = [];
  if (udp.length > 0) {
    const chosen = ofEitherEnd(table, 'udp-timeout', udp, (seconds) => {
      const name = table.timeout(`udp/${seconds}`, 'udp', {
        unreplied: seconds,
        replied: seconds,
      });
      return `ct timeout set ${name} return`;
    });
    rules.push(`ct state new meta l4proto udp jump ${table.chain('timeouts/udp', chosen)}`);
  }
  if (established.length + closed.length > 0) {
    const byClosed = (seconds?: number) =>
      ofEitherEnd(table, 'closed-timeout', closed, (closing) =>
        tcpTimeout(table, seconds, closing),
      );
    const byEstablished = ofEitherEnd(table, 'established-timeout', established, (seconds) => {
      const chosen = [...byClosed(seconds), tcpTimeout(table, seconds)];
      return `goto ${table.chain(`timeouts/tcp/${seconds}`, chosen)}`;
    });
    const chain = table.chain('timeouts/tcp', [...byEstablished, ...byClosed()]);
    rules.push(`ct state new meta l4proto tcp jump ${chain}`);
  }
  return rules;
}

function tcpTimeout(table: TableBuilder, established?: number, closed?: number): string {
  const name = ['tcp', established ?? 'default', closed ?? 'default'].join('/');
  const object = table.timeout(name, 'tcp', {
    ...(established !== undefined && { established }),
    ...(closed !== undefined && { time_wait: closed, close: closed }),
  });
  return `ct timeout set ${object} return`;
}

/** The devices of the NICs that ask for it, by what they ask for, the shortest first. */
function devicesBySeconds(network: Network, wanted: TimeoutName): [number, string[]][] {
  const bySeconds = new Map<number, string[]>();
  for (const { id, timeouts } of network.nics) {
    const seconds = timeouts?.[wanted];
    if (seconds === undefined) continue;
    if (!Number.isInteger(seconds) || seconds < 1) throw new Error(`${seconds} is no timeout`);
    bySeconds.set(seconds, [...(bySeconds.get(seconds) ?? []), deviceIn(network, id)]);
  }
  return [...bySeconds].sort(([a], [b]) => a - b);
}

/** A rule for each end and each time: the first that matches is about the shorter one. */
function ofEitherEnd(
  table: TableBuilder,
  name: string,
  bySeconds: readonly [number, string[]][],
  then: (seconds: number) => string,
): string[] {
  return bySeconds.flatMap(([seconds, devices]) => {
    const set = table.set(`${name}/${seconds}`, 'type ifname;', devices);
    const consequence = then(seconds);
    return [`iifname ${set} ${consequence}`, `oifname ${set} ${consequence}`];
  });
}
