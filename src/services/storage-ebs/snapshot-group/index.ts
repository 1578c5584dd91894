import type { Resource } from '#core/service.ts';
import { createSnapshotGroup } from './create.ts';
import { deleteSnapshotGroup } from './delete.ts';
import { describeSnapshotGroups } from './describe.ts';
import { modifySnapshotGroup } from './modify.ts';
import { rollbackSnapshotGroup } from './rollback.ts';

/** The actions of snapshot groups. */
export const snapshotGroupResource: Resource = {
  actions: [
    createSnapshotGroup,
    deleteSnapshotGroup,
    describeSnapshotGroups,
    modifySnapshotGroup,
    rollbackSnapshotGroup,
  ],
};
