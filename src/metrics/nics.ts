/** What a NIC has counted since it was plugged. */
export interface NicReading {
  readonly nicId: string;
  readonly receivedBytes: number;
  readonly receivedPackets: number;
  readonly sentBytes: number;
  readonly sentPackets: number;
  readonly dropped: Readonly<Partial<Record<DropReason, number>>>;
}

export const DROP_REASONS = [
  'source-check',
  'security-group-egress',
  'security-group-ingress',
  'network-acl-egress',
  'network-acl-ingress',
  'no-route',
  'bandwidth',
] as const;
export type DropReason = (typeof DROP_REASONS)[number];

const COUNTS = ['receivedBytes', 'receivedPackets', 'sentBytes', 'sentPackets'] as const;
type Count = (typeof COUNTS)[number];

/**
 * The sums over all NICs, which never fall: what a NIC counted stays in them when it has gone. A
 * label for each NIC would make as many series as there ever were NICs.
 */
export class NicTotals {
  readonly counts: Record<Count, number> = {
    receivedBytes: 0,
    receivedPackets: 0,
    sentBytes: 0,
    sentPackets: 0,
  };
  readonly dropped = new Map<DropReason, number>(DROP_REASONS.map((reason) => [reason, 0]));
  #last = new Map<string, NicReading>();

  /** Adds what the NICs have counted since the last time. */
  add(nics: readonly NicReading[]): void {
    const before = this.#last;
    this.#last = new Map(nics.map((nic) => [nic.nicId, nic]));
    for (const nic of nics) {
      const last = before.get(nic.nicId);
      for (const name of COUNTS) this.counts[name] += growth(last?.[name], nic[name]);
      for (const reason of DROP_REASONS) {
        const grown = growth(last?.dropped[reason], nic.dropped[reason]);
        this.dropped.set(reason, (this.dropped.get(reason) ?? 0) + grown);
      }
    }
  }
}

/** A NIC that was plugged anew has begun at 0 again. */
function growth(before = 0, now = 0): number {
  return now >= before ? now - before : now;
}
