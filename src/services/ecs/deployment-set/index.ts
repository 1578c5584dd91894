import type { Resource } from '#core/service.ts';
import { createDeploymentSet } from './create.ts';
import { deleteDeploymentSet } from './delete.ts';
import { describeDeploymentSets } from './describe.ts';
import { describeDeploymentSetSupportedInstanceTypeFamily } from './describe-families.ts';
import { modifyDeploymentSetAttribute } from './modify-attribute.ts';

/** The actions of deployment sets. */
export const deploymentSetResource: Resource = {
  actions: [
    createDeploymentSet,
    deleteDeploymentSet,
    describeDeploymentSetSupportedInstanceTypeFamily,
    describeDeploymentSets,
    modifyDeploymentSetAttribute,
  ],
};
