import type { Context } from '#core/context.ts';

/** A volume as it is requested from RunInstances. */
export interface VolumeSpec {
  readonly size?: number | undefined;
  readonly type?: string | undefined;
  readonly deleteWithInstance?: boolean | undefined;
  readonly snapshotId?: string | undefined;
  readonly burst?: boolean | undefined;
  readonly extraPerformance?: ExtraPerformance | undefined;
}

/** Performance in addition to what a volume's size and type give. */
export interface ExtraPerformance {
  readonly ExtraPerformanceTypeId: string;
  readonly IOPS: number;
  /** MB/s. */
  readonly Throughput: number;
}

/** A volume as the instance's row keeps it. There are no volumes apart from their instances. */
export interface Volume {
  readonly VolumeId: string;
  readonly VolumeType: string;
  readonly Size: number;
  readonly DeleteWithInstance: boolean;
  readonly Kind: 'system' | 'data';
  /** The following are present only if they were requested. */
  readonly SnapshotId?: string;
  readonly BurstEnabled?: true;
  readonly ExtraPerformance?: ExtraPerformance;
}

// GiB. Source: Volumes.N.Size of RunInstances.
const SYSTEM = { least: 20, most: 2048, usual: 40 } as const;
const DATA = { least: 10, most: 32768 } as const;

export const VOLUME_TYPES = ['ESSD_PL0', 'ESSD_FlexPL'] as const;
const [DEFAULT_TYPE] = VOLUME_TYPES;

/** Whether the system volume's size is offered and large enough for the image. */
export function systemVolumeFits(spec: VolumeSpec | undefined, imageGiB: number): boolean {
  const size = spec?.size;
  if (size === undefined) return true;
  return size >= Math.max(SYSTEM.least, imageGiB) && size <= SYSTEM.most;
}

/** Whether a data volume's size is offered; without a size it takes that of its snapshot. */
export function dataVolumeFits({ size, snapshotId }: VolumeSpec): boolean {
  if (size === undefined) return snapshotId !== undefined;
  return size >= DATA.least && size <= DATA.most;
}

/** The most GiB that a volume of a kind may have. */
export function largestVolume(kind: Volume['Kind']): number {
  return kind === 'system' ? SYSTEM.most : DATA.most;
}

/** The volumes of a new instance: the first is the system's, and there always is one. */
export function makeVolumes(
  context: Context,
  specs: readonly VolumeSpec[],
  imageGiB: number,
): readonly Volume[] {
  const [system = {}, ...data] = specs;
  return [
    volume(context, system, 'system', Math.max(SYSTEM.usual, imageGiB)),
    ...data.map((spec) => volume(context, spec, 'data', DATA.least)),
  ];
}

/**
 * The volumes of an instance whose system volume is replaced: a new one of the same type takes its
 * place. Its default size is the old one's, or the image's if that is larger.
 */
export function withNewSystemVolume(
  context: Context,
  volumes: readonly Volume[],
  size: number | undefined,
  imageGiB: number,
): readonly Volume[] {
  return volumes.map((old) =>
    old.Kind === 'system'
      ? volume(context, { size, type: old.VolumeType }, 'system', Math.max(old.Size, imageGiB))
      : old,
  );
}

function volume(
  context: Context,
  spec: VolumeSpec,
  kind: Volume['Kind'],
  usualSize: number,
): Volume {
  return {
    VolumeId: context.ids.resource('vol', 20),
    VolumeType: spec.type ?? DEFAULT_TYPE,
    Size: spec.size ?? usualSize,
    DeleteWithInstance: kind === 'system' || (spec.deleteWithInstance ?? true),
    Kind: kind,
    ...(spec.snapshotId !== undefined && { SnapshotId: spec.snapshotId }),
    ...(spec.burst && { BurstEnabled: true }),
    ...(spec.extraPerformance && { ExtraPerformance: spec.extraPerformance }),
  };
}
