import type { Resource } from '#core/service.ts';
import { createTrafficMirrorFilterRule } from './create.ts';
import { deleteTrafficMirrorFilterRule } from './delete.ts';
import { modifyTrafficMirrorFilterRuleAttributes } from './modify-attributes.ts';

/** The actions of traffic mirror filter rules. */
export const trafficMirrorFilterRuleResource: Resource = {
  actions: [
    createTrafficMirrorFilterRule,
    deleteTrafficMirrorFilterRule,
    modifyTrafficMirrorFilterRuleAttributes,
  ],
};
