import type { Resource } from '#core/service.ts';
import { createSnapshot } from './create.ts';
import { deleteSnapshot } from './delete.ts';
import { describeSnapshots } from './describe.ts';
import { describeSnapshotsUsage } from './describe-usage.ts';
import { modifySnapshotAttribute } from './modify-attribute.ts';

/** The actions of snapshots. */
export const snapshotResource: Resource = {
  actions: [
    createSnapshot,
    deleteSnapshot,
    describeSnapshots,
    describeSnapshotsUsage,
    modifySnapshotAttribute,
  ],
};
