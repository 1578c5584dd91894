import type { Network } from '#core/network.ts';
import type { DropReason, NicCounters, PublicCounters } from '../driver.ts';
import type { Link, Namespace } from './namespace.ts';
import {
  DROP_REASONS,
  DROPPED,
  EIP_RECEIVED,
  EIP_SENT,
  NAT_RECEIVED,
  NAT_SENT,
  numberOf,
  quoted,
} from './ruleset/names.ts';
import { addressesOfGateways } from './ruleset/nat-gateways.ts';
import { TABLE } from './ruleset/ruleset.ts';

/* What went through a router's links, and what was dropped there. */

export interface Count {
  readonly packets: number;
  readonly bytes: number;
}

/** What the elements of a set have counted, by their keys as a ruleset has them. */
export type Counts = ReadonlyMap<string, Count>;

interface ListedSet {
  readonly set?: {
    readonly elem?: readonly {
      readonly elem: {
        readonly val: string | { readonly concat: readonly [device: string, reason: number] };
        readonly counter: Count;
      };
    }[];
  };
}

const keyOf = (device: string, reason: number): string => `${quoted(device)} . ${reason}`;

/** What a set of the table has counted. @throws CommandFailed when there is none yet. */
export async function readCounts(namespace: Namespace, name: string): Promise<Counts> {
  const listed = (await namespace.nftJson(['list', 'set', 'inet', TABLE, name])) as {
    readonly nftables: readonly ListedSet[];
  };
  const counts = new Map<string, Count>();
  for (const { set } of listed.nftables) {
    for (const { elem } of set?.elem ?? []) {
      counts.set(typeof elem.val === 'string' ? elem.val : keyOf(...elem.val.concat), elem.counter);
    }
  }
  return counts;
}

interface ShownLink {
  readonly ifname: string;
  readonly stats64?: { readonly rx: Count; readonly tx: Count };
}

/** The counters of these NICs; of those alone whose links are there. */
export async function readNicCounters(
  namespace: Namespace,
  links: Iterable<Link>,
): Promise<NicCounters[]> {
  const [dropped, shown] = await Promise.all([
    readCounts(namespace, DROPPED),
    namespace.show(['stats', 'show', 'group', 'link']) as Promise<ShownLink[]>,
  ]);
  const statistics = new Map(shown.map(({ ifname, stats64 }) => [ifname, stats64]));
  return [...links].flatMap(({ nicId, device }) => {
    const of = statistics.get(device);
    if (of === undefined) return [];
    return {
      nicId,
      // What the router sends, the NIC receives.
      receivedBytes: of.tx.bytes,
      receivedPackets: of.tx.packets,
      sentBytes: of.rx.bytes,
      sentPackets: of.rx.packets,
      dropped: droppedAt(device, dropped),
    };
  });
}

function droppedAt(device: string, dropped: Counts): NicCounters['dropped'] {
  const counts: Partial<Record<DropReason, number>> = {};
  for (const reason of DROP_REASONS) {
    const packets = dropped.get(keyOf(device, numberOf(reason)))?.packets ?? 0;
    if (packets > 0) counts[reason] = packets;
  }
  return counts;
}

const NOTHING: Count = { packets: 0, bytes: 0 };

/** What the public IPv4 addresses of a network have counted. */
export async function readPublicCounters(
  namespace: Namespace,
  network: Network,
): Promise<PublicCounters[]> {
  const read = async (
    addresses: readonly { readonly id: string; readonly key: string }[],
    [receivedIn, sentIn]: readonly [string, string],
  ): Promise<PublicCounters[]> => {
    if (addresses.length === 0) return [];
    const [received, sent] = await Promise.all([
      readCounts(namespace, receivedIn),
      readCounts(namespace, sentIn),
    ]);
    return addresses.map(({ id, key }) => {
      const { bytes: receivedBytes, packets: receivedPackets } = received.get(key) ?? NOTHING;
      const { bytes: sentBytes, packets: sentPackets } = sent.get(key) ?? NOTHING;
      return { id, receivedBytes, receivedPackets, sentBytes, sentPackets };
    });
  };
  const eips = network.publicAddresses.map(({ id, privateAddress }) => ({
    id,
    key: privateAddress,
  }));
  const gateways = addressesOfGateways(network).map(({ id, address }) => ({ id, key: address }));
  const both = await Promise.all([
    read(eips, [EIP_RECEIVED, EIP_SENT]),
    read(gateways, [NAT_RECEIVED, NAT_SENT]),
  ]);
  return both.flat();
}
