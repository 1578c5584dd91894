import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { clientToken, id } from '#core/parameters.ts';
import { RESOURCES } from '#core/resources.ts';
import { DEFAULT_PROJECT, description, resourceName } from '../names.ts';
import { ownVpcToChange } from '../vpc/rows.ts';
import { availableVpc } from '../vpc/vpc.rules.ts';
import { AVAILABLE } from './lifecycle.ts';

/** Makes a group of a VPC without members. It is Available at once. */
export const createInstanceGroup = writeAction({
  name: 'CreateInstanceGroup',
  summary: 'create a group of instances that routes can lead to',
  parameters: () =>
    z.object({
      VpcId: id(),
      Name: resourceName().optional(),
      Description: description().optional(),
      ClientToken: clientToken().optional(),
    }),
  result: () => z.object({ InstanceGroupId: z.string() }),
  rules: availableVpc,

  async facts(tx, { VpcId }, context) {
    return { vpc: await tx.first(ownVpcToChange, ownKey(context, VpcId)) };
  },

  async change(tx, _, input, context) {
    const groupId = context.ids.resource(RESOURCES.instance_group.idPrefix);
    await tx.insert('instance_group', {
      ...ownKey(context, groupId),
      project_name: DEFAULT_PROJECT,
      name: input.Name ?? groupId,
      description: input.Description ?? '',
      status: AVAILABLE,
      vpc_id: input.VpcId,
    });
    // No route leads to it yet.
    tx.touchNothing();
    return { InstanceGroupId: groupId };
  },
});
