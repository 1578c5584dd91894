import { exists, type Holding, inStatus } from '#core/common.rules.ts';
import { ebsRefusals } from '../refusals.ts';

export type SnapshotGroupFacts = Holding<'group', { readonly id: string; readonly status: string }>;

/** The preconditions on the group, for every action that needs one. */
export const groupExists = exists(ebsRefusals.SnapshotGroupNotFound, 'group', 'snapshot group');

export const groupInStatus = (...statuses: readonly string[]) =>
  inStatus(ebsRefusals.SnapshotGroupStatus, 'group', 'snapshot group', statuses);
