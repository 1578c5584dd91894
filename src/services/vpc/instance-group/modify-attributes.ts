import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { clientToken, id } from '#core/parameters.ts';
import { description, resourceName } from '../names.ts';
import { availableInstanceGroup } from './instance-group.rules.ts';
import { ownInstanceGroupToChange } from './rows.ts';

/** Changes a group's name and description, at once; an absent one stays as it is. */
export const modifyInstanceGroupAttributes = writeAction({
  name: 'ModifyInstanceGroupAttributes',
  summary: "change an instance group's name and description",
  parameters: () =>
    z.object({
      InstanceGroupId: id(),
      Name: resourceName().optional(),
      Description: description().optional(),
      ClientToken: clientToken().optional(),
    }),
  result: () => z.object({}),
  rules: availableInstanceGroup,

  async facts(tx, { InstanceGroupId }, context) {
    return { group: await tx.first(ownInstanceGroupToChange, ownKey(context, InstanceGroupId)) };
  },

  async change(tx, _, input) {
    await tx.update('instance_group', input.InstanceGroupId, {
      ...(input.Name !== undefined && { name: input.Name }),
      ...(input.Description !== undefined && { description: input.Description }),
    });
    return {};
  },
});
