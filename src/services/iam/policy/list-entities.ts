import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { refuse } from '#core/refusal.ts';
import type { IamAttachmentRow } from '#store/schema/iam.ts';
import { existing, iamDate, offsetPaging, offsetResult } from '../parameters.ts';
import { displayNames } from '../project/projects.ts';
import { iamRefusals } from '../refusals.ts';
import { attachmentsOfPolicy, type HolderType, holdersByIds } from './attachments.ts';
import { findPolicy } from './find.ts';
import { policyType } from './parameters.ts';
import { scopeResult, together, viewScopes } from './scope.ts';

const entityResult = () => ({
  Id: z.int(),
  DisplayName: z.string(),
  Description: z.string(),
  AttachDate: z.string(),
  PolicyScope: scopeResult(),
});

/** Lists who has a policy: users, groups and roles, of which `Limit` counts all together. */
export const listEntitiesForPolicy = readAction({
  name: 'ListEntitiesForPolicy',
  summary: 'list who has a policy',
  parameters: () =>
    z.object({
      PolicyName: existing(),
      PolicyType: policyType(),
      EntityFilter: z.enum(['User', 'UserGroup', 'Role']).optional(),
      ...offsetPaging(),
    }),
  result: () =>
    z.object({
      PolicyUsers: z.array(z.object({ UserName: z.string(), ...entityResult() })),
      PolicyUserGroups: z.array(z.object({ UserGroupName: z.string(), ...entityResult() })),
      PolicyRoles: z.array(z.object({ RoleName: z.string(), ...entityResult() })),
      ...offsetResult(),
    }),
  refusals: [iamRefusals.PolicyNotExist],

  async view(tx, input, context) {
    const { accountId } = context;
    const { EntityFilter, Limit, Offset } = input;
    const found = await findPolicy(tx, accountId, input);
    const policy = found ?? refuse(iamRefusals.PolicyNotExist, input.PolicyName);
    const all = await tx.all(attachmentsOfPolicy, {
      account_id: accountId,
      policy_type: policy.type,
      policy_id: policy.id,
    });
    const asked = together(
      all.filter(({ holder_type }) => holder_type === (EntityFilter ?? holder_type)),
      ({ holder_type, holder_id }) => `${holder_type}:${holder_id}`,
    );
    const shown = asked.slice(Offset, Offset + Limit);
    const projects = await displayNames(tx, context, shown.flat());
    const of = async (type: HolderType) => {
      const groups = shown.filter(([{ holder_type }]) => holder_type === type);
      const holders = await holdersByIds(
        tx,
        type,
        groups.map(([{ holder_id }]) => holder_id),
      );
      return groups.flatMap((rows) => {
        const holder = holders.get(rows[0].holder_id);
        if (holder === undefined) return [];
        const PolicyScope = viewScopes(rows, projects);
        return [{ name: holder.name, entity: { ...entityOf(rows[0], holder), PolicyScope } }];
      });
    };
    return {
      PolicyUsers: (await of('User')).map(({ name, entity }) => ({ UserName: name, ...entity })),
      PolicyUserGroups: (await of('UserGroup')).map(({ name, entity }) => ({
        UserGroupName: name,
        ...entity,
      })),
      PolicyRoles: (await of('Role')).map(({ name, entity }) => ({ RoleName: name, ...entity })),
      Limit,
      Offset,
      Total: asked.length,
    };
  },
});

const entityOf = (
  row: IamAttachmentRow,
  holder: { readonly display_name: string; readonly description: string },
) => ({
  Id: Number(row.holder_id),
  DisplayName: holder.display_name,
  Description: holder.description,
  AttachDate: iamDate(row.created_at),
});
