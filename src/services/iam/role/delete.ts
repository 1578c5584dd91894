import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import type { Context } from '#core/context.ts';
import { refuse } from '#core/refusal.ts';
import type { IamRoleRow } from '#store/schema/iam.ts';
import type { Reader, Writer } from '#store/store.ts';
import { existing } from '../parameters.ts';
import { attachmentsOf } from '../policy/attachments.ts';
import { iamRefusals } from '../refusals.ts';
import { isServiceLinked, notServiceLinked, type RoleFacts, roleRules } from './role.rules.ts';
import { ownRoleToChange, roleGoes } from './rows.ts';
import { worldRole } from './world-roles.ts';

interface DeleteFacts extends RoleFacts {
  readonly role: IamRoleRow | undefined;
  readonly policies: number;
}

/** Ours, like the rules of users. */
const withoutPolicies: Rule<DeleteFacts> = {
  refusal: iamRefusals.RoleDeleteConflictWithPolicy,
  args: ({ roleName }) => [roleName],
  broken: ({ policies }) => policies > 0,
  because: ({ roleName, policies }) => `${roleName} has ${policies} policies`,
};

async function deleteFacts(tx: Reader, name: string, context: Context): Promise<DeleteFacts> {
  const role = await tx.first(ownRoleToChange, { account_id: context.accountId, name });
  return {
    roleName: name,
    role,
    given: worldRole(context, name) !== undefined,
    policies: role ? (await attachmentsOf(tx, 'Role', role.id)).length : 0,
  };
}

async function goes(tx: Writer, { role, roleName }: DeleteFacts): Promise<Record<string, never>> {
  const { id } = role ?? refuse(iamRefusals.RoleNotExist, roleName);
  await tx.run(roleGoes, { id });
  return {};
}

/** Deletes a role that has no policies; its temporary keys end with it. */
export const deleteRole = writeAction({
  name: 'DeleteRole',
  summary: 'delete a role',
  parameters: () => z.object({ RoleName: existing() }),
  result: () => z.object({}),
  rules: [...roleRules, notServiceLinked, withoutPolicies],
  facts: (tx, { RoleName }, context) => deleteFacts(tx, RoleName, context),
  change: (tx, facts) => goes(tx, facts),
});

/** The same of a role that a service is linked to. */
export const deleteServiceLinkedRole = writeAction({
  name: 'DeleteServiceLinkedRole',
  summary: 'delete the role that a service is linked to',
  parameters: () => z.object({ RoleName: existing() }),
  result: () => z.object({}),
  rules: [...roleRules, isServiceLinked, withoutPolicies],
  facts: (tx, { RoleName }, context) => deleteFacts(tx, RoleName, context),
  change: (tx, facts) => goes(tx, facts),
});
