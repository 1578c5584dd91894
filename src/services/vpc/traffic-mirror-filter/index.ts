import type { Resource } from '#core/service.ts';
import { createTrafficMirrorFilter } from './create.ts';
import { deleteTrafficMirrorFilter } from './delete.ts';
import { describeTrafficMirrorFilters } from './describe.ts';
import { modifyTrafficMirrorFilterAttributes } from './modify-attributes.ts';

/** The actions of traffic mirror filters. */
export const trafficMirrorFilterResource: Resource = {
  actions: [
    createTrafficMirrorFilter,
    deleteTrafficMirrorFilter,
    describeTrafficMirrorFilters,
    modifyTrafficMirrorFilterAttributes,
  ],
};
