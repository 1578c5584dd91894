import type { Rule } from '#core/action.ts';
import { exists, type Holding, inStatus } from '#core/common.rules.ts';
import type { TrafficMirrorFilterRow } from '#store/schema/traffic-mirror.ts';
import { vpcRefusals } from '../refusals.ts';

export type TrafficMirrorFilterFacts = Holding<'filter', TrafficMirrorFilterRow>;

export const trafficMirrorFilterExists = exists(
  vpcRefusals.TrafficMirrorFilterNotFound,
  'filter',
  'traffic mirror filter',
);

export const trafficMirrorFilterIsAvailable = inStatus(
  vpcRefusals.TrafficMirrorFilterInvalidStatus,
  'filter',
  'traffic mirror filter',
  ['Available'],
);

/** Preconditions of every change to a filter: it exists, and it is Available. */
export const settledTrafficMirrorFilter: readonly Rule<TrafficMirrorFilterFacts>[] = [
  trafficMirrorFilterExists,
  trafficMirrorFilterIsAvailable,
];
