/** The life of a custom image. Source: the Status filter of DescribeImages. */
export type ImageStatus = 'creating' | 'available' | 'error';

/** The transitions that the reconciler settles, with their dwell times (ours) in milliseconds. */
export const TRANSITIONS = {
  create: { kind: 'image.create', from: 'creating', to: 'available', dwell: 5000 },
  // The image stays available; its task tells how far it is.
  export: { kind: 'image.export', from: 'available', to: 'available', dwell: 5000 },
} as const satisfies Record<
  string,
  { kind: string; from: ImageStatus; to: ImageStatus; dwell: number }
>;

/** The statuses that a task has here. Source: the Go SDK's enumeration; Terraform waits for the second. */
export const TASK = { running: 'Running', succeeded: 'Succeeded' } as const;

/** What a task does. Source: the Go SDK's enumeration. */
export type TaskType = 'CreateImage' | 'ImportImage' | 'CopyImage' | 'ExportImage';
