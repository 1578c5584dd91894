import type { Model, Snapshot, Volume } from './state.ts';
import { aSnapshot, owns, type Plan } from './step.ts';
import { aRatherSettledVolume, isSettled } from './volumes.ts';
import type { Account } from './world.ts';

export const hasSnapshot = (model: Model, account: Account): boolean =>
  owns(model.snapshots, account);

export const createSnapshot: Plan = (model, pick) => {
  const { account } = pick;
  const named = aRatherSettledVolume(model, pick);
  const volume = named.own;
  return {
    service: 'storage_ebs',
    action: 'CreateSnapshot',
    input: { VolumeId: named.id, SnapshotName: 'model' },
    code: createRefusal(volume),
    done({ SnapshotId }) {
      if (volume === undefined) return;
      const { size } = volume;
      const base = { id: SnapshotId, account, status: '', turn: 0 };
      const snapshot: Snapshot = { ...base, volume, volumeName: volume.name || volume.id, size };
      model.snapshots.set(SnapshotId, snapshot);
      model.begin(snapshot, 'creating', 'snapshot.create', () => {
        snapshot.status = 'available';
      });
    },
  };
};

function createRefusal(volume: Volume | undefined): string {
  if (volume === undefined) return 'VolumeNotFound';
  return isSettled(volume) ? '' : 'IncorrectDiskStatus';
}

/** A snapshot goes at once; volumes that were made of it stay. */
export const deleteSnapshot: Plan = (model, pick) => {
  const named = aSnapshot(model, pick, ({ status }) => status === 'available');
  const snapshot = named.own;
  return {
    service: 'storage_ebs',
    action: 'DeleteSnapshot',
    input: { SnapshotId: named.id },
    code: deleteRefusal(snapshot),
    done() {
      if (snapshot === undefined) return;
      model.forget(model.snapshots, snapshot.id);
    },
  };
};

function deleteRefusal(snapshot: Snapshot | undefined): string {
  if (snapshot === undefined) return 'SnapshotNotFound';
  return snapshot.status === 'available' ? '' : 'IncorrectSnapshotStatus';
}
