import { exists, type Holding } from '#core/common.rules.ts';
import { ecsRefusals } from '../refusals.ts';

export type HpcClusterFacts = Holding<'hpcCluster', { readonly id: string }>;

export const hpcClusterExists = exists(ecsRefusals.HpcClusterNotFound, 'hpcCluster', 'HPC cluster');
