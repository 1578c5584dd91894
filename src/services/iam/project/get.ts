import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { refuse } from '#core/refusal.ts';
import { iamRefusals } from '../refusals.ts';
import { findProject, projectParameter, projectResult, viewProject } from './projects.ts';

/** Shows a project. Terraform reads the account's id from the answer before it moves a resource. */
export const getProject = readAction({
  name: 'GetProject',
  summary: 'show a project',
  parameters: () => z.object({ ProjectName: projectParameter() }),
  result: () => z.object(projectResult()),
  refusals: [iamRefusals.ProjectNotExist],

  async view(tx, { ProjectName }, context) {
    const project = await findProject(tx, context, ProjectName);
    return viewProject(context.accountId, project ?? refuse(iamRefusals.ProjectNotExist));
  },
});
