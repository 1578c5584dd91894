import type { Resource } from '#core/service.ts';
import { createTrafficMirrorTarget } from './create.ts';
import { deleteTrafficMirrorTarget } from './delete.ts';
import { describeTrafficMirrorTargets } from './describe.ts';
import { modifyTrafficMirrorTargetAttributes } from './modify-attributes.ts';

/** The actions of traffic mirror targets. */
export const trafficMirrorTargetResource: Resource = {
  actions: [
    createTrafficMirrorTarget,
    deleteTrafficMirrorTarget,
    describeTrafficMirrorTargets,
    modifyTrafficMirrorTargetAttributes,
  ],
};
