import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { text } from '#core/parameters.ts';
import { instanceExists } from '../instance/instance.rules.ts';
import { operateFacts, operateManyParameters, operateManyResult } from '../instance/operate.ts';
import { onEach } from '../on-each.ts';
import { hasRole } from './iam-role.rules.ts';
import { iamRoleOfInstance, unbindIamRole } from './rows.ts';

/**
 * Takes its role from each instance: the named one, or whichever it has. Keys that it was given go
 * on until they expire. Source: docs 6396/120182.
 */
export const disassociateInstancesIamRole = writeAction({
  name: 'DisassociateInstancesIamRole',
  summary: 'take the IAM role from instances, each with its own result',
  parameters: () => z.object({ IamRoleName: text(128).optional(), ...operateManyParameters() }),
  result: operateManyResult,
  rules: [],
  facts: async () => ({}),

  change(tx, _, { InstanceIds, IamRoleName }, context) {
    const rules = [instanceExists, hasRole(IamRoleName)];
    const facts = async (InstanceId: string) => {
      const instance = await operateFacts(tx, { InstanceId }, context);
      const found = await tx.first(iamRoleOfInstance, { id: InstanceId });
      return { ...instance, bound: found?.role_name };
    };
    return onEach('InstanceId', InstanceIds, rules, facts, (id) => unbindIamRole(tx, id));
  },
});
