import * as z from 'zod';
import type { IamAttachmentRow } from '#store/schema/iam.ts';
import { iamDate } from '../parameters.ts';

/** For what somebody has a policy: for everything, and in single projects. */
export const scopeResult = () =>
  z.array(
    z.object({
      PolicyScopeType: z.string(),
      ProjectName: z.string(),
      ProjectDisplayName: z.string(),
      AttachDate: z.string(),
    }),
  );

/** The scopes of one policy that somebody has. `projects` has the display names of projects. */
export const viewScopes = (
  rows: readonly IamAttachmentRow[],
  projects: ReadonlyMap<string, string>,
) =>
  rows.map(({ project_name, created_at }) => ({
    PolicyScopeType: project_name === '' ? 'Global' : 'Project',
    ProjectName: project_name,
    ProjectDisplayName: projects.get(project_name) ?? project_name,
    AttachDate: iamDate(created_at),
  }));

/** The rows of each policy, or of each holder, in the order in which they come. */
export function together(
  rows: readonly IamAttachmentRow[],
  keyOf: (row: IamAttachmentRow) => string,
): [IamAttachmentRow, ...IamAttachmentRow[]][] {
  const groups = new Map<string, [IamAttachmentRow, ...IamAttachmentRow[]]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return [...groups.values()];
}
