import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { onlyWhere } from '#core/common.rules.ts';
import { refuse } from '#core/refusal.ts';
import type { IamRoleRow } from '#store/schema/iam.ts';
import { description, displayName, existing, newName } from '../parameters.ts';
import { iamRefusals } from '../refusals.ts';
import type { NewNameFacts } from '../user/user.rules.ts';
import { maxSessionDuration, trustPolicyDocument } from './parameters.ts';
import { notServiceLinked, type RoleFacts, roleNameFree, roleRules } from './role.rules.ts';
import { ownRole, ownRoleToChange, rewriteRole } from './rows.ts';
import { worldRole } from './world-roles.ts';

interface UpdateFacts extends RoleFacts, NewNameFacts {
  readonly role: IamRoleRow | undefined;
}

const updateRules: readonly Rule<UpdateFacts>[] = [
  ...roleRules,
  notServiceLinked,
  onlyWhere(({ newName }: NewNameFacts) => newName !== '', roleNameFree('NewRoleName')),
];

/** Changes a role; what is not given stays. */
export const updateRole = writeAction({
  name: 'UpdateRole',
  summary: 'change a role',
  parameters: () =>
    z.object({
      RoleName: existing(),
      NewRoleName: newName().optional(),
      DisplayName: displayName().optional(),
      Description: description().optional(),
      TrustPolicyDocument: trustPolicyDocument().optional(),
      MaxSessionDuration: maxSessionDuration().optional(),
    }),
  result: () => z.object({}),
  rules: updateRules,

  async facts(tx, { RoleName, NewRoleName = '' }, context) {
    const key = { account_id: context.accountId, name: RoleName };
    const role = await tx.first(ownRoleToChange, key);
    const other =
      NewRoleName === '' ? undefined : await tx.first(ownRole, { ...key, name: NewRoleName });
    return {
      roleName: RoleName,
      role,
      given: worldRole(context, RoleName) !== undefined,
      newName: NewRoleName,
      nameTaken:
        (other !== undefined && other.id !== role?.id) ||
        worldRole(context, NewRoleName) !== undefined,
    };
  },

  async change(tx, { role }, input) {
    const before = role ?? refuse(iamRefusals.RoleNotExist, input.RoleName);
    await tx.run(rewriteRole, {
      ...before,
      name: input.NewRoleName ?? before.name,
      display_name: input.DisplayName ?? before.display_name,
      description: input.Description ?? before.description,
      trust_policy_document: input.TrustPolicyDocument ?? before.trust_policy_document,
      max_session_duration: input.MaxSessionDuration ?? before.max_session_duration,
      updated_at: tx.now,
    });
    return {};
  },
});
