import type { VolumeRow } from '#store/schema/volume.ts';

export const VOLUME_TYPES = ['ESSD_PL0', 'ESSD_FlexPL', 'TSSD_TL0', 'PTSSD'] as const;
export type VolumeType = (typeof VOLUME_TYPES)[number];

export const EXTRA_PERFORMANCE_TYPES = ['Balance', 'IOPS', 'Throughput'] as const;

interface Sizes {
  readonly least: number;
  readonly most: number;
}

// GiB. Source: Size of CreateVolume and NewSize of ExtendVolume.
const SYSTEM: Readonly<Record<VolumeType, Sizes>> = {
  ESSD_PL0: { least: 20, most: 2048 },
  ESSD_FlexPL: { least: 20, most: 2048 },
  TSSD_TL0: { least: 40, most: 2048 },
  PTSSD: { least: 10, most: 500 },
};
const DATA: Readonly<Record<VolumeType, Sizes>> = {
  ESSD_PL0: { least: 10, most: 65_536 },
  ESSD_FlexPL: { least: 10, most: 65_536 },
  TSSD_TL0: { least: 40, most: 65_536 },
  PTSSD: { least: 20, most: 8192 },
};

/** The sizes that a volume may have, in GiB. */
export function sizesOf(kind: VolumeRow['kind'], type: string): Sizes {
  const sizes = kind === 'system' ? SYSTEM : DATA;
  return sizes[type as VolumeType] ?? sizes.ESSD_PL0;
}
