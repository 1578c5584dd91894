import type { Rule } from '#core/action.ts';
import { ecsRefusals } from '../refusals.ts';

/** A volume that is to be made of a snapshot. */
export interface FromSnapshot {
  /** Which of the requested volumes it is, from 1: the first is the system's. */
  readonly place: number;
  /** GiB; undefined to take the snapshot's size. */
  readonly size: number | undefined;
  readonly snapshotId: string;
  readonly snapshot: { readonly status: string; readonly volume_size: number } | undefined;
}

export interface VolumeSnapshotFacts {
  readonly fromSnapshots: readonly FromSnapshot[];
}

const isMissing = ({ snapshot }: FromSnapshot) => snapshot === undefined;
const isUnsettled = ({ snapshot }: FromSnapshot) => snapshot && snapshot.status !== 'available';
const isTooSmall = ({ size, snapshot }: FromSnapshot) =>
  snapshot && size !== undefined && size < snapshot.volume_size;
const isTooSmallSystem = (each: FromSnapshot) => each.place === 1 && isTooSmall(each);
const isTooSmallData = (each: FromSnapshot) => each.place > 1 && isTooSmall(each);

/** The snapshots of new volumes are there and available, and fit into them. Codes and order are ours. */
export const volumeSnapshotRules: readonly Rule<VolumeSnapshotFacts>[] = [
  ofSnapshots(ecsRefusals.SnapshotNotFound, isMissing, (missing) =>
    missing ? `there is no snapshot ${missing.snapshotId}` : 'all snapshots exist',
  ),
  ofSnapshots(ecsRefusals.SnapshotStatus, isUnsettled, (unsettled) =>
    unsettled
      ? `${unsettled.snapshotId} is ${unsettled.snapshot?.status ?? 'absent'}`
      : 'all snapshots are available',
  ),
  ofSnapshots(ecsRefusals.SystemVolumeSize, isTooSmallSystem, sayOfSize),
  ofSnapshots(ecsRefusals.DataVolumeSize, isTooSmallData, sayOfSize),
];

function sayOfSize(tooSmall: FromSnapshot | undefined): string {
  return tooSmall
    ? `${tooSmall.size ?? 0} GiB, and the snapshot has ${tooSmall.snapshot?.volume_size ?? '?'}`
    : 'all snapshots fit';
}

function ofSnapshots(
  refusal: Rule<VolumeSnapshotFacts>['refusal'],
  test: (each: FromSnapshot) => boolean | undefined,
  say: (first: FromSnapshot | undefined) => string,
): Rule<VolumeSnapshotFacts> {
  return {
    refusal,
    parameter: ({ fromSnapshots }) =>
      `Volumes.${fromSnapshots.find((each) => test(each))?.place ?? 1}`,
    broken: ({ fromSnapshots }) => fromSnapshots.some((each) => test(each)),
    because: ({ fromSnapshots }) => say(fromSnapshots.find((each) => test(each))),
  };
}
