import type { Rule } from '#core/action.ts';
import { exists, inStatus, onlyWhere, withinQuota } from '#core/common.rules.ts';
import { instanceExists, instanceInStatus } from '../instance/instance.rules.ts';
import { SETTLED } from '../instance/lifecycle.ts';
import { ecsRefusals } from '../refusals.ts';

export interface CreateFacts {
  /** '' where the request names none. */
  readonly instanceId: string;
  readonly instance: { readonly status: string } | undefined;
  /** '' where the request names none. */
  readonly snapshotId: string;
  readonly snapshot:
    | { readonly id: string; readonly status: string; readonly volume_kind: string }
    | undefined;
  readonly quotaLeft: number;
}

const ofInstance = ({ instanceId }: CreateFacts) => instanceId !== '';
const ofSnapshot = ({ snapshotId }: CreateFacts) => snapshotId !== '';

/** The preconditions of CreateImage. Its table was not seen; the order is ours. */
export const createRules: readonly Rule<CreateFacts>[] = [
  {
    refusal: ecsRefusals.ImageSourceMissing,
    parameter: 'InstanceId',
    broken: (facts) => !ofInstance(facts) && !ofSnapshot(facts),
    because: (facts) => `it is made of ${facts.instanceId || facts.snapshotId || 'nothing'}`,
  },
  {
    refusal: ecsRefusals.InvalidArgument,
    parameter: 'SnapshotId',
    broken: (facts) => ofInstance(facts) && ofSnapshot(facts),
    because: (facts) =>
      ofInstance(facts) && ofSnapshot(facts)
        ? 'both an instance and a snapshot are named'
        : 'not both an instance and a snapshot are named',
  },
  onlyWhere(ofInstance, instanceExists),
  onlyWhere(ofInstance, instanceInStatus(SETTLED)),
  onlyWhere(ofSnapshot, exists(ecsRefusals.SnapshotNotFound, 'snapshot', 'snapshot')),
  inStatus(ecsRefusals.SnapshotStatus, 'snapshot', 'snapshot', ['available']),
  {
    // "The snapshot of a system volume."
    refusal: ecsRefusals.InvalidArgument,
    parameter: 'SnapshotId',
    broken: ({ snapshot }) => snapshot && snapshot.volume_kind !== 'system',
    because: ({ snapshot }) => `its volume is ${snapshot?.volume_kind ?? 'absent'}`,
  },
  withinQuota(ecsRefusals.ImageQuota, 'Images', 'quotaLeft'),
];
