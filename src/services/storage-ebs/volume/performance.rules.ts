/** What decides whether a volume can have the extra performance that is asked for. */
export interface AskedPerformance {
  readonly volume: { readonly kind: string; readonly type: string; readonly size: number };
  readonly type: string | undefined;
  readonly iops: number | undefined;
  readonly throughput: number | undefined;
}

/**
 * Any of the three for an ESSD_FlexPL data volume of 500 GiB or more, Throughput alone for a
 * TSSD_TL0 of 100 GiB or more; each figure only with a type that has it. Source: CreateVolume.
 */
export function performanceFits({ volume, type, iops, throughput }: AskedPerformance): boolean {
  if (type === undefined) return (iops ?? 0) === 0 && (throughput ?? 0) === 0;
  if ((iops ?? 0) > 0 && type === 'Throughput') return false;
  if ((throughput ?? 0) > 0 && type !== 'Throughput') return false;
  if (volume.kind !== 'data') return false;
  if (volume.type === 'ESSD_FlexPL') return volume.size >= 500;
  return volume.type === 'TSSD_TL0' && volume.size >= 100 && type === 'Throughput';
}
