import { sharedRefusals } from './refusals/shared.ts';
import { snapshotRefusals } from './refusals/snapshot.ts';
import { volumeRefusals } from './refusals/volume.ts';

/**
 * The table of the storage_ebs service's refusals. Its codes are bare words, unlike those of ecs and
 * vpc. Two tables of its pages were seen, DeleteVolume's and DeleteSnapshot's; the rest is ours, in
 * their words: docs/limits.md.
 */
export const ebsRefusals = {
  ...volumeRefusals,
  ...snapshotRefusals,
  ...sharedRefusals,
} as const;
