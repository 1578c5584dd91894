import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { vpcRefusals } from '../refusals.ts';
import { deleteRules } from './delete.rules.ts';
import { removeSecurityGroup } from './remove.ts';
import { aMember, aReferrer, ownSecurityGroupToChange } from './rows.ts';

/**
 * Deletes a security group that is not in use. There is no status for a group that is being
 * deleted: it is gone before the answer.
 */
export const deleteSecurityGroup = writeAction({
  name: 'DeleteSecurityGroup',
  summary: 'delete a security group',
  asyncTask: true,
  parameters: () => z.object({ SecurityGroupId: id() }),
  result: () => z.object({}),
  rules: deleteRules,

  async facts(tx, { SecurityGroupId }, context) {
    const key = ownKey(context, SecurityGroupId);
    const securityGroup = await tx.first(ownSecurityGroupToChange, key);
    const groupId = SecurityGroupId;
    const member = securityGroup && (await tx.first(aMember, { groupId }));
    const referrer = securityGroup && (await tx.first(aReferrer, { groupId }));
    return {
      securityGroup,
      member: member?.network_interface_id,
      referrer: referrer?.security_group_id,
    };
  },

  async change(tx, { securityGroup }) {
    if (securityGroup === undefined) refuse(vpcRefusals.SecurityGroupNotFound);
    await removeSecurityGroup(tx, securityGroup);
    return {};
  },
});
