import type { Refusal } from '#core/refusal.ts';

/** Refusals about HPC clusters. None of their pages' tables was seen. */
export const hpcClusterRefusals = {
  HpcClusterNotFound: {
    http: 404,
    code: 'InvalidHpcCluster.NotFound',
    message: 'The specified HPC cluster does not exist.',
    source: 'ours',
  },
  /** That it is refused is documented: DeleteHpcCluster. */
  HpcClusterInUse: {
    http: 400,
    code: 'InvalidHpcCluster.InUse',
    message: 'The specified HPC cluster has dependent resource of an instance.',
    source: 'ours',
  },
  HpcClusterZoneMismatch: {
    http: 400,
    code: 'InvalidHpcCluster.ZoneMismatch',
    message: 'The specified HPC cluster and instance are in different zones.',
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
