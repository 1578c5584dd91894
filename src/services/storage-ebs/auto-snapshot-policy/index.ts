import type { Resource } from '#core/service.ts';
import { applyAutoSnapshotPolicy } from './apply.ts';
import { cancelAutoSnapshotPolicy } from './cancel.ts';
import { createAutoSnapshotPolicy } from './create.ts';
import { deleteAutoSnapshotPolicy } from './delete.ts';
import { describeAutoSnapshotPolicy } from './describe.ts';
import { modifyAutoSnapshotPolicy } from './modify.ts';

/** The actions of auto snapshot policies. */
export const autoSnapshotPolicyResource: Resource = {
  actions: [
    applyAutoSnapshotPolicy,
    cancelAutoSnapshotPolicy,
    createAutoSnapshotPolicy,
    deleteAutoSnapshotPolicy,
    describeAutoSnapshotPolicy,
    modifyAutoSnapshotPolicy,
  ],
};
