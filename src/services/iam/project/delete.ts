import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { refuse } from '#core/refusal.ts';
import { aPolicyInProject } from '../policy/attachments.ts';
import { iamRefusals } from '../refusals.ts';
import { projectFacts } from './facts.ts';
import { type ProjectFacts, projectRules } from './project.rules.ts';
import { projectParameter } from './projects.ts';
import { projectGoes, somethingIn } from './rows.ts';

interface DeleteFacts extends ProjectFacts {
  /** What is in it. */
  readonly holds: string | undefined;
  /** A policy that somebody has in it. */
  readonly policy: object | undefined;
}

const deleteRules: readonly Rule<DeleteFacts>[] = [
  ...projectRules,
  {
    refusal: iamRefusals.ProjectDeleteConflict,
    args: ({ projectName }) => [projectName],
    broken: ({ holds }) => holds !== undefined,
    because: ({ projectName, holds }) =>
      holds === undefined ? `${projectName} is empty` : `${holds} is in ${projectName}`,
  },
  {
    refusal: iamRefusals.ProjectDeleteConflict,
    args: ({ projectName }) => [projectName],
    broken: ({ policy }) => policy !== undefined,
    because: ({ projectName, policy }) =>
      policy === undefined
        ? `nobody has a policy in ${projectName}`
        : `somebody has a policy in ${projectName}`,
  },
];

/** Deletes a project that was made and that has nothing in it, in any region. */
export const deleteProject = writeAction({
  name: 'DeleteProject',
  summary: 'delete a project',
  parameters: () => z.object({ ProjectName: projectParameter() }),
  result: () => z.object({}),
  rules: deleteRules,

  async facts(tx, input, context) {
    const facts = await projectFacts(tx, input, context);
    const { project } = facts;
    return {
      ...facts,
      project,
      holds: project && (await somethingIn(tx, context.accountId, input.ProjectName)),
      policy:
        project &&
        (await tx.first(aPolicyInProject, {
          account_id: context.accountId,
          project_name: input.ProjectName,
        })),
    };
  },

  async change(tx, { project }) {
    const { id } = project ?? refuse(iamRefusals.ProjectNotExist);
    await tx.run(projectGoes, { id });
    return {};
  },
});
