import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { type Capacity, capacityOf, withinCapacity } from '../capacity.rules.ts';
import { countOf, freeId } from '../named.ts';
import { description, displayName, keptTags, newName, newTags } from '../parameters.ts';
import { iamRefusals } from '../refusals.ts';
import type { NewNameFacts } from '../user/user.rules.ts';
import { LONGEST_SESSION, maxSessionDuration, trustPolicyDocument } from './parameters.ts';
import { roleNameFree } from './role.rules.ts';
import { addRole, ownRole } from './rows.ts';
import { trustOf } from './trust.ts';
import { roleResult, viewRole } from './view.ts';
import { worldRole } from './world-roles.ts';

const createRules: readonly Rule<NewNameFacts & { readonly capacity: Capacity }>[] = [
  roleNameFree('RoleName'),
  withinCapacity(iamRefusals.RoleLimitExceeded, 'IamRoles', 'RoleName'),
];

/** Makes a role, which may do nothing yet. Without a trust policy its own account may assume it. */
export const createRole = writeAction({
  name: 'CreateRole',
  summary: 'make a role',
  parameters: () =>
    z.object({
      RoleName: newName(),
      DisplayName: displayName().default(''),
      Description: description().default(''),
      TrustPolicyDocument: trustPolicyDocument().optional(),
      MaxSessionDuration: maxSessionDuration().default(LONGEST_SESSION),
      Tags: newTags().optional(),
    }),
  result: () => z.object({ Role: roleResult() }),
  rules: createRules,

  async facts(tx, { RoleName }, context) {
    const { accountId } = context;
    const taken = await tx.first(ownRole, { account_id: accountId, name: RoleName });
    const used = await countOf(tx, 'iam_role', accountId);
    return {
      newName: RoleName,
      nameTaken: taken !== undefined || worldRole(context, RoleName) !== undefined,
      capacity: capacityOf(context, 'IamRoles', used),
    };
  },

  async change(tx, _, input, context) {
    const { accountId } = context;
    const row = {
      id: await freeId(tx, context, 'iam_role'),
      account_id: accountId,
      name: input.RoleName,
      display_name: input.DisplayName,
      description: input.Description,
      trust_policy_document: input.TrustPolicyDocument ?? trustOf([accountId]),
      max_session_duration: input.MaxSessionDuration,
      tags: keptTags(input.Tags),
      service_name: '',
      created_at: tx.now,
      updated_at: tx.now,
    };
    await addRole(tx, row);
    return { Role: viewRole(row) };
  },
});
