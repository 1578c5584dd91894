import type { Resource } from '#core/service.ts';
import { createHpcCluster } from './create.ts';
import { deleteHpcCluster } from './delete.ts';
import { describeHpcClusters } from './describe.ts';
import { describeHpcCluster } from './describe-one.ts';
import { modifyHpcClusterAttribute } from './modify-attribute.ts';

/** The actions of HPC clusters. */
export const hpcClusterResource: Resource = {
  actions: [
    createHpcCluster,
    deleteHpcCluster,
    describeHpcCluster,
    describeHpcClusters,
    modifyHpcClusterAttribute,
  ],
};
