import type { Rule } from '#core/action.ts';
import { vpcRefusals } from '../refusals.ts';
import {
  type TrafficMirrorFilterFacts,
  trafficMirrorFilterExists,
  trafficMirrorFilterIsAvailable,
} from '../traffic-mirror-filter/traffic-mirror-filter.rules.ts';
import {
  type TrafficMirrorTargetFacts,
  trafficMirrorTargetExists,
  trafficMirrorTargetIsAvailable,
} from '../traffic-mirror-target/traffic-mirror-target.rules.ts';

/** What a session will use: a new one, or one that is changed. */
export interface UsedFacts extends TrafficMirrorFilterFacts, TrafficMirrorTargetFacts {
  /** The interface whose traffic it mirrors. */
  readonly source: string | undefined;
  readonly priority: number | undefined;
  /** Another session with the priority, if there is one. */
  readonly rival: string | undefined;
}

/** The filter and the target are there and Available, and the priority is nobody else's. */
export const usedRules: readonly Rule<UsedFacts>[] = [
  trafficMirrorFilterExists,
  trafficMirrorTargetExists,
  trafficMirrorFilterIsAvailable,
  trafficMirrorTargetIsAvailable,
  {
    refusal: vpcRefusals.TrafficMirrorToItself,
    broken: ({ source, target }) => target && target.instance_id === source,
    because: ({ target }) => `the target is ${target?.instance_id ?? 'no interface'}`,
  },
  {
    refusal: vpcRefusals.TrafficMirrorSessionConflict,
    parameter: 'Priority',
    args: ({ priority }) => [String(priority ?? '')],
    broken: ({ rival }) => rival !== undefined,
    because: ({ rival }) => `${rival ?? 'no other session'} has the priority`,
  },
];
