import type { Context } from '#core/context.ts';
import { type ExtraPerformance, makeVolume } from '#services/storage-ebs/volume/make.ts';
import { removeVolume } from '#services/storage-ebs/volume/remove.ts';
import { volumesOn } from '#services/storage-ebs/volume/rows.ts';
import type { InstanceRow } from '#store/schema.ts';
import type { Writer } from '#store/store.ts';

/** A volume as it is requested from RunInstances. */
export interface VolumeSpec {
  readonly size?: number | undefined;
  readonly type?: string | undefined;
  readonly deleteWithInstance?: boolean | undefined;
  readonly snapshotId?: string | undefined;
  /** The size of the snapshot, in GiB. */
  readonly snapshotGiB?: number | undefined;
  readonly burst?: boolean | undefined;
  readonly extraPerformance?: ExtraPerformance | undefined;
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

/** What volumes are told of their instance. */
type Host = Pick<
  InstanceRow,
  'id' | 'account_id' | 'project_name' | 'zone_id' | 'instance_charge_type'
>;

/**
 * Makes the volumes of a new instance: the first is the system's, and there always is one. They are
 * attached at once.
 */
export async function makeVolumes(
  tx: Writer,
  context: Context,
  host: Host,
  specs: readonly VolumeSpec[],
  imageGiB: number,
): Promise<void> {
  const [system = {}, ...data] = specs;
  const usual = Math.max(SYSTEM.usual, imageGiB, system.snapshotGiB ?? 0);
  await make(tx, context, host, system, 'system', usual);
  for (const spec of data) {
    await make(tx, context, host, spec, 'data', spec.snapshotGiB ?? DATA.least);
  }
}

/**
 * Puts a new system volume of the same type in the place of an instance's. Its default size is the
 * old one's, or the image's if that is larger.
 */
export async function makeNewSystemVolume(
  tx: Writer,
  context: Context,
  host: Host,
  size: number | undefined,
  imageGiB: number,
): Promise<void> {
  const volumes = await tx.all(volumesOn, { instanceId: host.id });
  const old = volumes.find(({ kind }) => kind === 'system');
  if (old) await removeVolume(tx, old);
  const usualSize = Math.max(old?.size ?? SYSTEM.usual, imageGiB);
  await make(tx, context, host, { size, type: old?.volume_type }, 'system', usualSize);
}

async function make(
  tx: Writer,
  context: Context,
  host: Host,
  spec: VolumeSpec,
  kind: 'system' | 'data',
  usualSize: number,
): Promise<void> {
  await makeVolume(tx, context, {
    accountId: host.account_id,
    status: 'attached',
    zoneId: host.zone_id,
    projectName: host.project_name,
    kind,
    type: spec.type ?? DEFAULT_TYPE,
    size: spec.size ?? usualSize,
    instanceId: host.id,
    deleteWithInstance: kind === 'system' || (spec.deleteWithInstance ?? true),
    chargeType: host.instance_charge_type === 'PrePaid' ? 'PrePaid' : 'PostPaid',
    snapshotId: spec.snapshotId,
    burst: spec.burst,
    extraPerformance: spec.extraPerformance,
  });
}
