import type { DropReason, NicCounters } from '../driver.ts';
import type { Link, Namespace } from './namespace.ts';
import { DROP_REASONS, DROPPED, numberOf, quoted } from './ruleset/names.ts';
import { TABLE } from './ruleset/ruleset.ts';

/* What went through a router's links, and what was dropped there. */

export interface Count {
  readonly packets: number;
  readonly bytes: number;
}

/** By device and reason, under the key that the set of drops has for them. */
export type Dropped = ReadonlyMap<string, Count>;

interface ListedSet {
  readonly set?: {
    readonly elem?: readonly {
      readonly elem: {
        readonly val: { readonly concat: readonly [device: string, reason: number] };
        readonly counter: Count;
      };
    }[];
  };
}

const keyOf = (device: string, reason: number): string => `${quoted(device)} . ${reason}`;

/** What was dropped since the NICs came. @throws CommandFailed when there is no table yet. */
export async function readDropped(namespace: Namespace): Promise<Dropped> {
  const listed = (await namespace.nftJson(['list', 'set', 'inet', TABLE, DROPPED])) as {
    readonly nftables: readonly ListedSet[];
  };
  const dropped = new Map<string, Count>();
  for (const { set } of listed.nftables) {
    for (const { elem } of set?.elem ?? []) {
      const [device, reason] = elem.val.concat;
      dropped.set(keyOf(device, reason), elem.counter);
    }
  }
  return dropped;
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
    readDropped(namespace),
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

function droppedAt(device: string, dropped: Dropped): NicCounters['dropped'] {
  const counts: Partial<Record<DropReason, number>> = {};
  for (const reason of DROP_REASONS) {
    const packets = dropped.get(keyOf(device, numberOf(reason)))?.packets ?? 0;
    if (packets > 0) counts[reason] = packets;
  }
  return counts;
}
