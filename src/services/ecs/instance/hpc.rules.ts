import type { Rule } from '#core/action.ts';
import { ecsRefusals } from '../refusals.ts';

/** The HPC cluster that instances are launched into, if one is asked for. */
export interface HpcFacts {
  readonly zoneId: string;
  readonly hpcClusterId: string | undefined;
  readonly hpcCluster: { readonly zone_id: string } | undefined;
}

export const hpcRules: readonly Rule<HpcFacts>[] = [
  {
    refusal: ecsRefusals.HpcClusterNotFound,
    broken: ({ hpcClusterId, hpcCluster }) => hpcClusterId !== undefined && !hpcCluster,
    because: ({ hpcClusterId, hpcCluster }) =>
      hpcClusterId === undefined
        ? 'no HPC cluster is asked for'
        : `${hpcClusterId} ${hpcCluster ? 'exists' : 'does not exist'}`,
  },
  {
    refusal: ecsRefusals.HpcClusterZoneMismatch,
    broken: ({ zoneId, hpcCluster }) => hpcCluster && hpcCluster.zone_id !== zoneId,
    because: ({ zoneId, hpcCluster }) =>
      hpcCluster
        ? `the HPC cluster is in ${hpcCluster.zone_id}, the instance is to be in ${zoneId}`
        : 'no HPC cluster is asked for',
  },
];
