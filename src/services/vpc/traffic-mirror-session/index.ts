import type { Resource } from '#core/service.ts';
import { createTrafficMirrorSession } from './create.ts';
import { deleteTrafficMirrorSession } from './delete.ts';
import { describeTrafficMirrorSessions } from './describe.ts';
import { modifyTrafficMirrorSessionAttributes } from './modify-attributes.ts';

/** The actions of traffic mirror sessions. */
export const trafficMirrorSessionResource: Resource = {
  actions: [
    createTrafficMirrorSession,
    deleteTrafficMirrorSession,
    describeTrafficMirrorSessions,
    modifyTrafficMirrorSessionAttributes,
  ],
};
