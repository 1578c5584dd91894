/** What entries of a NAT gateway do with one of its EIPs or NAT IPs. Source: the vendor's words. */
export type UsingStatus = 'Idle' | 'UsedBySnat' | 'UsedByDnat' | 'UsedByNat';

export function usingStatus(bySnat: boolean, byDnat: boolean): UsingStatus {
  if (bySnat) return byDnat ? 'UsedByNat' : 'UsedBySnat';
  return byDnat ? 'UsedByDnat' : 'Idle';
}
