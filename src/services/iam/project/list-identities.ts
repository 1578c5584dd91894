import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { refuse } from '#core/refusal.ts';
import type { IamAttachmentRow } from '#store/schema/iam.ts';
import { iamDate, offsetPaging, offsetResult, searched } from '../parameters.ts';
import {
  attachmentsInProject,
  type HolderRow,
  holdersByIds,
  policiesByIds,
} from '../policy/attachments.ts';
import { together } from '../policy/scope.ts';
import { systemPolicy } from '../policy/system.ts';
import { customPolicy, ofSystem, policyTrn } from '../policy/view.ts';
import { iamRefusals } from '../refusals.ts';
import { principalType } from './parameters.ts';
import { findProject, projectParameter } from './projects.ts';

const identity = () => ({
  DisplayName: z.string(),
  Description: z.string(),
  UpdateDate: z.string(),
  Policy: z.array(
    z.object({
      PolicyName: z.string(),
      PolicyTrn: z.string(),
      PolicyType: z.string(),
      Description: z.string(),
      IsServiceRolePolicy: z.int(),
      AttachDate: z.string(),
    }),
  ),
});

/** Lists who has policies in a project, of one type, with those policies; by name. */
export const listProjectIdentities = readAction({
  name: 'ListProjectIdentities',
  summary: 'list who has policies in a project',
  parameters: () =>
    z.object({
      ProjectName: projectParameter(),
      IdentityType: principalType(),
      /** A part of the name, the display name or the description. */
      Query: searched(),
      ...offsetPaging(),
    }),
  result: () =>
    z.object({
      ProjectUsers: z.array(z.object({ UserName: z.string(), ...identity() })),
      ProjectUserGroups: z.array(z.object({ UserGroupName: z.string(), ...identity() })),
      ProjectRoles: z.array(z.object({ RoleName: z.string(), ...identity() })),
      ...offsetResult(),
    }),
  refusals: [iamRefusals.ProjectNotExist],

  async view(tx, input, context) {
    const { ProjectName, IdentityType, Query, Limit, Offset } = input;
    const { accountId } = context;
    if ((await findProject(tx, context, ProjectName)) === undefined) {
      refuse(iamRefusals.ProjectNotExist);
    }
    const rows = await tx.all(attachmentsInProject, {
      account_id: accountId,
      project_name: ProjectName,
      holder_type: IdentityType,
    });
    const groups = together(rows, ({ holder_id }) => holder_id);
    const holders = await holdersByIds(
      tx,
      IdentityType,
      groups.map(([{ holder_id }]) => holder_id),
    );
    const all = groups
      .flatMap((held) => {
        const holder = holders.get(held[0].holder_id);
        return holder && isMeant(holder, Query) ? [{ holder, held }] : [];
      })
      .toSorted((a, b) => (a.holder.name < b.holder.name ? -1 : 1));
    const shown = all.slice(Offset, Offset + Limit);
    const custom = shown.flatMap(({ held }) =>
      held.filter(({ policy_type }) => policy_type === 'Custom').map(({ policy_id }) => policy_id),
    );
    const own = await policiesByIds(tx, custom);
    const policyOf = ({ policy_type, policy_id, created_at }: IamAttachmentRow) => {
      const system = policy_type === 'System' ? systemPolicy(policy_id) : undefined;
      const row = own.get(policy_id);
      const policy = system ? ofSystem(system) : row && customPolicy(row);
      if (policy === undefined) return [];
      return [
        {
          PolicyName: policy.name,
          PolicyTrn: policyTrn(accountId, policy),
          PolicyType: policy.type,
          Description: policy.description,
          IsServiceRolePolicy: 0,
          AttachDate: iamDate(created_at),
        },
      ];
    };
    const views = shown.map(({ holder, held }) => ({
      name: holder.name,
      view: {
        DisplayName: holder.display_name,
        Description: holder.description,
        UpdateDate: iamDate(holder.updated_at),
        Policy: held.flatMap(policyOf),
      },
    }));
    const of = (type: string) => (type === IdentityType ? views : []);
    return {
      ProjectUsers: of('User').map(({ name, view }) => ({ UserName: name, ...view })),
      ProjectUserGroups: of('UserGroup').map(({ name, view }) => ({
        UserGroupName: name,
        ...view,
      })),
      ProjectRoles: of('Role').map(({ name, view }) => ({ RoleName: name, ...view })),
      Limit,
      Offset,
      Total: all.length,
    };
  },
});

const isMeant = ({ name, display_name, description }: HolderRow, part: string): boolean =>
  [name, display_name, description].some((text) => text.includes(part));
