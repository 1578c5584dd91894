import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { refuse } from '#core/refusal.ts';
import type { IamRoleRow } from '#store/schema/iam.ts';
import { existing } from '../parameters.ts';
import { attachmentsOf } from '../policy/attachments.ts';
import { iamRefusals } from '../refusals.ts';
import { type RoleFacts, roleRules } from './role.rules.ts';
import { ownRoleToChange, roleGoes } from './rows.ts';
import { worldRole } from './world-roles.ts';

interface DeleteFacts extends RoleFacts {
  readonly role: IamRoleRow | undefined;
  readonly policies: number;
}

/** Ours, like the rules of users. */
const deleteRules: readonly Rule<DeleteFacts>[] = [
  ...roleRules,
  {
    refusal: iamRefusals.RoleDeleteConflictWithPolicy,
    args: ({ roleName }) => [roleName],
    broken: ({ policies }) => policies > 0,
    because: ({ roleName, policies }) => `${roleName} has ${policies} policies`,
  },
];

/** Deletes a role that has no policies; its temporary keys end with it. */
export const deleteRole = writeAction({
  name: 'DeleteRole',
  summary: 'delete a role',
  parameters: () => z.object({ RoleName: existing() }),
  result: () => z.object({}),
  rules: deleteRules,

  async facts(tx, { RoleName }, context) {
    const key = { account_id: context.accountId, name: RoleName };
    const role = await tx.first(ownRoleToChange, key);
    return {
      roleName: RoleName,
      role,
      given: worldRole(context, RoleName) !== undefined,
      policies: role ? (await attachmentsOf(tx, 'Role', role.id)).length : 0,
    };
  },

  async change(tx, { role }, { RoleName }) {
    const { id } = role ?? refuse(iamRefusals.RoleNotExist, RoleName);
    await tx.run(roleGoes, { id });
    return {};
  },
});
