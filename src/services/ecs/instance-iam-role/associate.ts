import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { text } from '#core/parameters.ts';
import { instanceExists } from '../instance/instance.rules.ts';
import { operateFacts, operateManyParameters, operateManyResult } from '../instance/operate.ts';
import { onEach } from '../on-each.ts';
import { limitsOf, ownRole } from './find-role.ts';
import { noOtherRole, roleExists } from './iam-role.rules.ts';
import { bindIamRole, iamRoleOfInstance } from './rows.ts';

/**
 * Gives instances a role, whose temporary keys their metadata service then gives out. Source: docs
 * 6396/120181.
 */
export const associateInstancesIamRole = writeAction({
  name: 'AssociateInstancesIamRole',
  summary: 'give instances an IAM role, each with its own result',
  parameters: () => z.object({ IamRoleName: text(128), ...operateManyParameters() }),
  result: operateManyResult,
  rules: [roleExists],

  async facts(tx, { IamRoleName }, context) {
    const role = await ownRole(tx, context, IamRoleName);
    return { roleName: IamRoleName, role, roleExists: role !== undefined };
  },

  change(tx, { roleName, role }, { InstanceIds }, context) {
    const rules = [instanceExists, noOtherRole(roleName)];
    const bound = new Set<string>();
    const facts = async (InstanceId: string) => {
      // The instance is locked first: nobody else binds a role to it then.
      const instance = await operateFacts(tx, { InstanceId }, context);
      const found = await tx.first(iamRoleOfInstance, { id: InstanceId });
      if (found !== undefined) bound.add(InstanceId);
      return { ...instance, bound: found?.role_name };
    };
    return onEach('InstanceId', InstanceIds, rules, facts, async (id) => {
      if (bound.has(id)) return;
      const policies = JSON.stringify(limitsOf(role, context));
      await bindIamRole(tx, { id, ...ownerOf(context), role_name: roleName, policies });
    });
  },
});
