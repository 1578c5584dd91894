import type { Rule } from '#core/action.ts';
import { exists, type Holding, inStatus } from '#core/common.rules.ts';
import type { InstanceGroupRow } from '#store/schema/instance-group.ts';
import { vpcRefusals } from '../refusals.ts';

export type InstanceGroupFacts = Holding<'group', InstanceGroupRow>;

/** Preconditions of every change to a group: it exists, and it is Available. */
export const availableInstanceGroup: readonly Rule<InstanceGroupFacts>[] = [
  exists(vpcRefusals.InstanceGroupNotFound, 'group', 'instance group'),
  inStatus(vpcRefusals.InstanceGroupInvalidStatus, 'group', 'instance group', ['Available']),
];
