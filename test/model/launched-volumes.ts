import { type Instance, type Model, type Snapshot, SYSTEM_GIB } from './state.ts';
import { aSnapshot, type Named, type Picker } from './step.ts';

/** A volume that is asked for with an instance. */
export interface AskedVolume {
  /** GiB. */
  readonly size: number | undefined;
  readonly deleteWithInstance: boolean | undefined;
  readonly snapshot: Named<Snapshot> | undefined;
}

/** The size of the image, in GiB: no system volume is smaller. */
const IMAGE_GIB = 20;
/** The smallest data volume, in GiB. */
const LEAST_GIB = 10;
/** As many volumes as an instance may have. */
const MOST = 16;
/** Volumes of an account fit onto one page, so no instance is filled where there are as many. */
const ENOUGH = 50;

/** What a launch says of volumes: half of the time nothing, and else of the system volume first. */
export function someVolumes(model: Model, pick: Picker): AskedVolume[] {
  if (pick.once(2)) return [];
  const full = pick.once(2) && model.volumes.size < ENOUGH;
  const count = full ? MOST - 1 - pick.below(2) : 1 + pick.below(2);
  const systemSize = pick.once(12) ? IMAGE_GIB - 10 : pick.one([undefined, IMAGE_GIB, SYSTEM_GIB]);
  const system = { size: systemSize, deleteWithInstance: undefined, snapshot: undefined };
  return [system, ...Array.from({ length: count }, () => aDataVolume(model, pick, count))];
}

function aDataVolume(model: Model, pick: Picker, count: number): AskedVolume {
  const snapshot = pick.once(3 * count)
    ? aSnapshot(model, pick, ({ status }) => status === 'available')
    : undefined;
  const size = snapshot && pick.once(2) ? undefined : (pick.one([10, 20, 40]) ?? 20);
  return {
    size: pick.once(8 * count) ? pick.one([9, undefined]) : size,
    deleteWithInstance: pick.once(4) ? false : pick.one([true, undefined]),
    snapshot,
  };
}

export const inputOfVolumes = (volumes: readonly AskedVolume[]) =>
  volumes.length === 0
    ? {}
    : {
        Volumes: volumes.map(({ size, deleteWithInstance, snapshot }) => ({
          ...(size !== undefined && { Size: size }),
          ...(deleteWithInstance !== undefined && { DeleteWithInstance: deleteWithInstance }),
          ...(snapshot && { SnapshotId: snapshot.id }),
        })),
      };

/** Why an instance cannot be launched with these volumes. Snapshots are judged first. */
export function askedVolumesRefusal(volumes: readonly AskedVolume[]): string {
  const [system, ...data] = volumes;
  const snapshots = data.flatMap(({ snapshot }) => snapshot ?? []);
  if (snapshots.some(({ own }) => own === undefined)) return 'InvalidSnapshot.NotFound';
  if (snapshots.some(({ own }) => own?.status !== 'available')) return 'InvalidSnapshotStatus';
  const cramped = data.some(
    ({ size, snapshot }) => snapshot?.own && size !== undefined && size < snapshot.own.size,
  );
  if (cramped) return 'LimitExceeded.DataVolumeSize';
  if (system?.size !== undefined && system.size < IMAGE_GIB)
    return 'LimitExceeded.SystemVolumeSize';
  const unfit = data.some(({ size, snapshot }) =>
    size === undefined ? snapshot === undefined : size < LEAST_GIB,
  );
  return unfit ? 'LimitExceeded.DataVolumeSize' : '';
}

/** Gives a new instance its volumes: that of the system even where nothing is said of it. */
export function launchVolumes(
  model: Model,
  instance: Instance,
  [system, ...data]: readonly AskedVolume[],
): void {
  model.giveVolume(instance, { kind: 'system', size: system?.size ?? SYSTEM_GIB });
  for (const { size, deleteWithInstance = true, snapshot } of data) {
    model.giveVolume(instance, {
      kind: 'data',
      size: size ?? snapshot?.own?.size ?? 0,
      snapshotId: snapshot?.id ?? '',
      deleteWithInstance,
    });
  }
}
