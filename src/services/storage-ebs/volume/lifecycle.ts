/**
 * The life of a volume. Source: VolumeStatus of DescribeVolumes; the vendor has two more words,
 * `error` and `terminatesuspend`, for what does not happen here.
 */
export type VolumeStatus =
  | 'creating'
  | 'available'
  | 'attaching'
  | 'attached'
  | 'detaching'
  | 'extending'
  | 'deleting';

/** The transitions that the reconciler settles, with their dwell times (ours) in milliseconds. */
export const TRANSITIONS = {
  create: { kind: 'volume.create', from: 'creating', to: 'available', dwell: 2000 },
  createAttached: { kind: 'volume.create-attached', from: 'creating', to: 'attached', dwell: 3000 },
  attach: { kind: 'volume.attach', from: 'attaching', to: 'attached', dwell: 1000 },
  detach: { kind: 'volume.detach', from: 'detaching', to: 'available', dwell: 1000 },
  extend: { kind: 'volume.extend', from: 'extending', to: 'available', dwell: 1000 },
  extendAttached: {
    kind: 'volume.extend-attached',
    from: 'extending',
    to: 'attached',
    dwell: 1000,
  },
  delete: { kind: 'volume.delete', from: 'deleting', to: undefined, dwell: 1000 },
} as const satisfies Record<
  string,
  { kind: string; from: VolumeStatus; to: VolumeStatus | undefined; dwell: number }
>;

/** The statuses without a transition. */
export const SETTLED: readonly string[] = ['available', 'attached'];

/** Those in which its attributes may change: all but the last. */
export const MODIFIABLE: readonly string[] = [
  ...SETTLED,
  'creating',
  'attaching',
  'detaching',
  'extending',
];
