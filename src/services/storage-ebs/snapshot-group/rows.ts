import { ownedToChange } from '#store/owned.ts';

/** One of the caller's snapshot groups, with all columns. Locked. */
export const ownSnapshotGroup = ownedToChange('snapshot_group');
