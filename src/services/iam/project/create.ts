import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { freeId } from '../named.ts';
import { description, displayName } from '../parameters.ts';
import { iamRefusals } from '../refusals.ts';
import {
  findProject,
  madeProject,
  newProjectName,
  projectParameter,
  projectResult,
  projectsOfWorld,
  viewProject,
} from './projects.ts';
import { addProject, ownProject } from './rows.ts';

interface CreateFacts {
  readonly projectName: string;
  readonly taken: boolean;
  /** '' for none. */
  readonly parentName: string;
  readonly parentPath: string | undefined;
}

/** Ours: its page was not seen. */
const createRules: readonly Rule<CreateFacts>[] = [
  {
    refusal: iamRefusals.ProjectAlreadyExists,
    parameter: 'ProjectName',
    args: ({ projectName }) => [projectName],
    broken: ({ taken }) => taken,
    because: ({ projectName, taken }) => `${projectName} is ${taken ? 'taken' : 'free'}`,
  },
  {
    refusal: iamRefusals.ProjectNotExist,
    parameter: 'ParentProjectName',
    broken: ({ parentPath }) => parentPath === undefined,
    because: ({ parentName, parentPath }) =>
      parentPath === undefined ? `there is no project ${parentName}` : `${parentName} exists`,
  },
];

/** Makes a project, below another one or by itself. */
export const createProject = writeAction({
  name: 'CreateProject',
  summary: 'make a project',
  parameters: () =>
    z.object({
      ProjectName: newProjectName(),
      DisplayName: displayName().optional(),
      Description: description().default(''),
      ParentProjectName: projectParameter().optional(),
    }),
  result: () => z.object(projectResult()),
  rules: createRules,

  async facts(tx, { ProjectName, ParentProjectName = '' }, context) {
    const key = { account_id: context.accountId, name: ProjectName };
    const given = projectsOfWorld(context).some(({ name }) => name === ProjectName);
    const parent =
      ParentProjectName === '' ? undefined : await findProject(tx, context, ParentProjectName);
    return {
      projectName: ProjectName,
      taken: given || (await tx.first(ownProject, key)) !== undefined,
      parentName: ParentProjectName,
      parentPath: ParentProjectName === '' ? '' : parent?.path,
    };
  },

  async change(tx, { parentName, parentPath = '' }, input, context) {
    const row = {
      id: await freeId(tx, context, 'iam_project'),
      account_id: context.accountId,
      name: input.ProjectName,
      display_name: input.DisplayName ?? input.ProjectName,
      description: input.Description,
      parent_name: parentName,
      path: `${parentPath}/${input.ProjectName}`,
      created_at: tx.now,
      updated_at: tx.now,
    };
    await addProject(tx, row);
    return viewProject(context.accountId, madeProject(row));
  },
});
