import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { clientToken, id } from '#core/parameters.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { vpcRefusals } from '../refusals.ts';
import { aRouteThrough } from '../route-entry/rows.ts';
import { availableInstanceGroup, type InstanceGroupFacts } from './instance-group.rules.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { ownInstanceGroupToChange } from './rows.ts';

interface DeleteFacts extends InstanceGroupFacts {
  /** A route that leads to it, if there is one. */
  readonly route: string | undefined;
}

const deleteRules: readonly Rule<DeleteFacts>[] = [
  ...availableInstanceGroup,
  {
    refusal: vpcRefusals.InstanceGroupInUse,
    broken: ({ route }) => route !== undefined,
    because: ({ route }) => `${route ?? 'no route'} leads to it`,
  },
];

/** Deletes a group that no route leads to; its members stay. It is Deleting, then not found. */
export const deleteInstanceGroup = writeAction({
  name: 'DeleteInstanceGroup',
  summary: 'delete an instance group',
  asyncTask: true,
  parameters: () => z.object({ InstanceGroupId: id(), ClientToken: clientToken().optional() }),
  result: () => z.object({}),
  begins: [TRANSITIONS.delete],
  rules: deleteRules,

  async facts(tx, { InstanceGroupId }, context) {
    const group = await tx.first(ownInstanceGroupToChange, ownKey(context, InstanceGroupId));
    return { group, route: group && (await tx.first(aRouteThrough, { nextHopId: group.id }))?.id };
  },

  async change(tx, _, { InstanceGroupId }, context) {
    await tx.update('instance_group', InstanceGroupId, { status: TRANSITIONS.delete.from });
    await scheduleTransition(tx, context, TRANSITIONS.delete, InstanceGroupId);
    return {};
  },
});
