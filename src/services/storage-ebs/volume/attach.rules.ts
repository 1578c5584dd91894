import type { Rule } from '#core/action.ts';
import type { Holding } from '#core/common.rules.ts';
import { ebsRefusals } from '../refusals.ts';
import {
  instanceExists,
  instanceIsSettled,
  oneMoreVolume,
  volumeExists,
  volumeInStatus,
} from './volume.rules.ts';

interface Placed {
  readonly id: string;
  readonly status: string;
  readonly zone_id: string;
}

export interface AttachFacts extends Holding<'volume', Placed>, Holding<'instance', Placed> {
  readonly volumes: number;
  readonly volumesAllowed: number;
}

/** The preconditions of AttachVolume. Its table was not seen: codes of ours and order are ours. */
export const attachRules: readonly Rule<AttachFacts>[] = [
  volumeExists,
  instanceExists,
  volumeInStatus('available'),
  instanceIsSettled,
  {
    refusal: ebsRefusals.ZoneMismatch,
    broken: ({ volume, instance }) => volume && instance && volume.zone_id !== instance.zone_id,
    because: ({ volume, instance }) =>
      `zones: ${volume?.zone_id ?? 'none'} and ${instance?.zone_id ?? 'none'}`,
  },
  oneMoreVolume,
];
