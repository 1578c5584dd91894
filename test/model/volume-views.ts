import { isDeepStrictEqual } from 'node:util';
import { type Model, type Snapshot, UNSEEN, type Volume } from './state.ts';
import type { Result } from './step.ts';
import { IMAGE } from './world.ts';

/** Gives the volumes that were made with an instance the ids that the server chose for them. */
export function learnVolumes(model: Model, listed: readonly Result[]): void {
  const unseen = [...model.volumes].filter(([id]) => id.startsWith(UNSEEN));
  for (const [id, volume] of unseen) {
    const meant = volumeMeant(model, volume);
    const view = listed.find(
      (each) =>
        !model.volumes.has(each.VolumeId) &&
        isDeepStrictEqual(volumeSeen({ ...each, VolumeId: id, VolumeName: id }), meant),
    );
    if (view === undefined) continue;
    model.volumes.delete(id);
    model.volumes.set(view.VolumeId, Object.assign(volume, { id: view.VolumeId }));
  }
}

export function volumeSeen(view: Result) {
  return {
    id: view.VolumeId,
    name: view.VolumeName,
    status: view.Status,
    size: view.Size,
    type: view.VolumeType,
    kind: view.Kind,
    zone: view.ZoneId,
    on: view.InstanceId,
    image: view.ImageId,
    deleteWithInstance: view.DeleteWithInstance,
    madeOf: view.SourceSnapshotId,
    snapshots: view.SnapshotCount,
    paid: view.PayType,
    trade: view.TradeStatus,
  };
}

export function volumeMeant(model: Model, volume: Volume): ReturnType<typeof volumeSeen> {
  const { id, name, status, size, type, kind, zoneId, instance, deleteWithInstance } = volume;
  return {
    id,
    name: name || id,
    status,
    size: String(size),
    type,
    kind,
    zone: zoneId,
    on: instance?.id ?? '',
    image: kind === 'system' && instance ? IMAGE : '',
    deleteWithInstance,
    madeOf: volume.snapshotId,
    snapshots: [...model.snapshots.values()].filter((each) => each.volume === volume).length,
    paid: 'post',
    trade: status === 'creating' ? 0 : 1,
  };
}

export function snapshotSeen(view: Result) {
  return {
    id: view.SnapshotId,
    status: view.Status,
    progress: view.Progress,
    volume: view.VolumeId,
    volumeName: view.VolumeName,
    volumeStatus: view.VolumeStatus,
    kind: view.VolumeKind,
    type: view.VolumeType,
    size: view.VolumeSize,
    zone: view.ZoneId,
  };
}

export function snapshotMeant(model: Model, snapshot: Snapshot): ReturnType<typeof snapshotSeen> {
  const { id, status, volume, volumeName, size } = snapshot;
  return {
    id,
    status,
    progress: status === 'creating' ? 0 : 100,
    volume: volume.id,
    volumeName,
    volumeStatus: model.volumes.get(volume.id)?.status ?? '',
    kind: volume.kind,
    type: volume.type,
    size,
    zone: volume.zoneId,
  };
}
