import * as z from 'zod';
import { readAction } from '#core/action.ts';
import type { Context } from '#core/context.ts';
import { refuse } from '#core/refusal.ts';
import type { IamAttachmentRow } from '#store/schema/iam.ts';
import type { Reader } from '#store/store.ts';
import { existing, iamDate } from '../parameters.ts';
import { displayNames } from '../project/projects.ts';
import { iamRefusals } from '../refusals.ts';
import { worldRole } from '../role/world-roles.ts';
import { attachmentsOf, policiesByIds } from './attachments.ts';
import { HOLDERS } from './holder.ts';
import { scopeResult, together, viewScopes } from './scope.ts';
import { systemPolicy } from './system.ts';
import { customPolicy, type KnownPolicy, ofSystem, policyTrn } from './view.ts';

const attachedResult = () =>
  z.object({
    AttachedPolicyMetadata: z.array(
      z.object({
        PolicyName: z.string(),
        PolicyTrn: z.string(),
        PolicyType: z.string(),
        Description: z.string(),
        AttachDate: z.string(),
        PolicyScope: scopeResult(),
      }),
    ),
  });

/** Lists the policies of a user, without those of the user's groups. */
export const listAttachedUserPolicies = readAction({
  name: 'ListAttachedUserPolicies',
  summary: 'list the policies of a user',
  parameters: () => z.object({ UserName: existing() }),
  result: attachedResult,
  refusals: [iamRefusals.UserNotExist],
  view: (tx, { UserName }, context) => attached(tx, HOLDERS.User, context, UserName),
});

/** Lists the policies of a user group. */
export const listAttachedUserGroupPolicies = readAction({
  name: 'ListAttachedUserGroupPolicies',
  summary: 'list the policies of a user group',
  parameters: () => z.object({ UserGroupName: existing() }),
  result: attachedResult,
  refusals: [iamRefusals.UserGroupNotExist],
  view: (tx, { UserGroupName }, context) => attached(tx, HOLDERS.UserGroup, context, UserGroupName),
});

/** Lists the policies of a role. */
export const listAttachedRolePolicies = readAction({
  name: 'ListAttachedRolePolicies',
  summary: 'list the policies of a role',
  parameters: () => z.object({ RoleName: existing() }),
  result: attachedResult,
  refusals: [iamRefusals.RoleNotExist],
  view: async (tx, { RoleName }, context) =>
    // What a world file lets a role do is no policy with a name.
    worldRole(context, RoleName) === undefined
      ? attached(tx, HOLDERS.Role, context, RoleName)
      : { AttachedPolicyMetadata: [] },
});

async function attached(
  tx: Reader,
  { type, find, missing }: (typeof HOLDERS)[keyof typeof HOLDERS],
  context: Pick<Context, 'world' | 'accountId'>,
  name: string,
) {
  const { accountId } = context;
  const key = { account_id: accountId, name };
  const holder: { id: string } | undefined = await tx.first(find, key);
  const rows = await attachmentsOf(tx, type, (holder ?? refuse(missing, name)).id);
  const own = await policiesByIds(
    tx,
    rows.filter(({ policy_type }) => policy_type === 'Custom').map(({ policy_id }) => policy_id),
  );
  const policyOf = ({ policy_type, policy_id }: IamAttachmentRow): KnownPolicy | undefined => {
    const system = policy_type === 'System' ? systemPolicy(policy_id) : undefined;
    const row = own.get(policy_id);
    return system ? ofSystem(system) : row && customPolicy(row);
  };
  const projects = await displayNames(tx, context, rows);
  const groups = together(rows, ({ policy_type, policy_id }) => `${policy_type}:${policy_id}`);
  return {
    AttachedPolicyMetadata: groups.flatMap((scopes) => {
      const [row] = scopes;
      const policy = policyOf(row);
      if (policy === undefined) return [];
      return [
        {
          PolicyName: policy.name,
          PolicyTrn: policyTrn(accountId, policy),
          PolicyType: policy.type,
          Description: policy.description,
          AttachDate: iamDate(row.created_at),
          PolicyScope: viewScopes(scopes, projects),
        },
      ];
    }),
  };
}
