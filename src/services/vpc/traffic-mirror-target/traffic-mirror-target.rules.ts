import type { Rule } from '#core/action.ts';
import { exists, type Holding, inStatus } from '#core/common.rules.ts';
import type { TrafficMirrorTargetRow } from '#store/schema/traffic-mirror.ts';
import { vpcRefusals } from '../refusals.ts';

export type TrafficMirrorTargetFacts = Holding<'target', TrafficMirrorTargetRow>;

export const trafficMirrorTargetExists = exists(
  vpcRefusals.TrafficMirrorTargetNotFound,
  'target',
  'traffic mirror target',
);

export const trafficMirrorTargetIsAvailable = inStatus(
  vpcRefusals.TrafficMirrorTargetInvalidStatus,
  'target',
  'traffic mirror target',
  ['Available'],
);

/** Preconditions of every change to a target: it exists, and it is Available. */
export const settledTrafficMirrorTarget: readonly Rule<TrafficMirrorTargetFacts>[] = [
  trafficMirrorTargetExists,
  trafficMirrorTargetIsAvailable,
];
