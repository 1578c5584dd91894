import { exists, type Holding, inStatus } from '#core/common.rules.ts';
import { ebsRefusals } from '../refusals.ts';
import { DELETABLE } from './lifecycle.ts';

export type SnapshotFacts = Holding<'snapshot', { readonly id: string; readonly status: string }>;

/** The preconditions on the snapshot, for every action that needs one. */
export const snapshotExists = exists(ebsRefusals.SnapshotNotFound, 'snapshot', 'snapshot');

export const snapshotInStatus = (...statuses: readonly string[]) =>
  inStatus(ebsRefusals.SnapshotStatus, 'snapshot', 'snapshot', statuses);

export const snapshotIsDeletable = snapshotInStatus(...DELETABLE);
