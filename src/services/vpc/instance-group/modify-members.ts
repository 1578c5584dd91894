import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { clientToken, id, list } from '#core/parameters.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { ownInstance } from '#services/ecs/instance/rows.ts';
import type { Owner } from '#store/owned.ts';
import type { Reader } from '#store/store.ts';
import { ownInterface } from '../network-interface/rows.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { changeMembers, type Member } from './members.ts';
import { membersRules } from './modify-members.rules.ts';
import { membersOf, ownInstanceGroupToChange } from './rows.ts';

/** Ours: nothing about groups is documented. */
const MOST_MEMBERS = 100;

const members = () =>
  list(z.object({ Id: id(), Type: z.enum(['EcsInstance', 'NetworkInterface']) }), MOST_MEMBERS);

type Given = z.infer<ReturnType<typeof members>>;

/**
 * Takes members out of a group and adds others, at once. The group is Pending, then Available.
 */
export const modifyInstanceGroupMembers = writeAction({
  name: 'ModifyInstanceGroupMembers',
  summary: 'add members to an instance group, and take others out of it',
  asyncTask: true,
  parameters: () =>
    z.object({
      InstanceGroupId: id(),
      AppendMembers: members().optional(),
      RemoveMembers: members().optional(),
      ClientToken: clientToken().optional(),
    }),
  result: () => z.object({}),
  begins: [TRANSITIONS.modify],
  rules: membersRules,

  // Instances, interfaces, the group: every writer locks in this order.
  async facts(tx, input, context) {
    const owner = ownerOf(context);
    const added = input.AppendMembers ?? [];
    const removed = input.RemoveMembers ?? [];
    const places = await placesOf(tx, owner, added);
    const group = await tx.first(ownInstanceGroupToChange, { id: input.InstanceGroupId, ...owner });
    const held = group ? await tx.all(membersOf, { groupId: group.id }) : [];
    const isHeld = ({ Id, Type }: Given[number]) =>
      held.some(({ instance_id, type }) => instance_id === Id && type === Type);
    const kept = held.filter(({ instance_id }) => removed.every(({ Id }) => Id !== instance_id));
    const ids = [...kept.map(({ instance_id }) => instance_id), ...added.map(({ Id }) => Id)];
    return {
      group,
      noMember: removed.find((each) => !isHeld(each))?.Id,
      unknown: added.find(({ Id }) => !places.has(Id))?.Id,
      elsewhere: added.find(({ Id }) => group && places.get(Id) !== group.vpc_id)?.Id,
      twice: ids.find((each, index) => ids.indexOf(each) < index),
      members: ids.length,
      allowed: MOST_MEMBERS,
    };
  },

  async change(tx, { group }, input, context) {
    const { InstanceGroupId: groupId } = input;
    const rowsOf = (given: Given = []): Member[] =>
      given.map(({ Id, Type }) => ({ type: Type, instance_id: Id }));
    await changeMembers(tx, groupId, rowsOf(input.RemoveMembers), rowsOf(input.AppendMembers));
    await tx.update('instance_group', groupId, { status: TRANSITIONS.modify.from });
    if (group) tx.touch('vpc', group.vpc_id);
    await scheduleTransition(tx, context, TRANSITIONS.modify, groupId);
    return {};
  },
});

/** The VPC of each named instance and interface that the caller has. Locked. */
async function placesOf(tx: Reader, owner: Owner, given: Given): Promise<Map<string, string>> {
  const places = new Map<string, string>();
  for (const [type, own] of [
    ['EcsInstance', ownInstance],
    ['NetworkInterface', ownInterface],
  ] as const) {
    const ids = given.filter(({ Type }) => Type === type).map(({ Id }) => Id);
    for (const id of [...new Set(ids)].sort()) {
      const row = await tx.first(own, { id, ...owner });
      if (row) places.set(id, row.vpc_id);
    }
  }
  return places;
}
