import type { Rule } from '#core/action.ts';
import { exists, type Holding, inStatus } from '#core/common.rules.ts';
import type { TrafficMirrorSessionRow } from '#store/schema/traffic-mirror.ts';
import { vpcRefusals } from '../refusals.ts';

export type TrafficMirrorSessionFacts = Holding<'session', TrafficMirrorSessionRow>;

/** Preconditions of every change to a traffic mirror session: it exists, and it is Active. */
export const settledTrafficMirrorSession: readonly Rule<TrafficMirrorSessionFacts>[] = [
  exists(vpcRefusals.TrafficMirrorSessionNotFound, 'session', 'traffic mirror session'),
  inStatus(vpcRefusals.TrafficMirrorSessionInvalidStatus, 'session', 'traffic mirror session', [
    'Active',
  ]),
];
