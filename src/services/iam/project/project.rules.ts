import type { Rule } from '#core/action.ts';
import { iamRefusals } from '../refusals.ts';

export interface ProjectFacts {
  readonly projectName: string;
  /** The row of one that was made. */
  readonly project: object | undefined;
  /** Whether a world file has given the account a project of this name, or it is `default`. */
  readonly given: boolean;
}

/** What every change of a project takes: it was made. */
export const projectRules: readonly Rule<ProjectFacts>[] = [
  {
    refusal: iamRefusals.ProjectNotExist,
    broken: ({ project, given }) => project === undefined && !given,
    because: ({ projectName, project, given }) =>
      project || given ? `${projectName} exists` : `there is no project ${projectName}`,
  },
  {
    refusal: iamRefusals.AccessDenied,
    broken: ({ project, given }) => project === undefined && given,
    because: ({ projectName, given }) =>
      given
        ? `${projectName} is a project of the world file`
        : `${projectName} is no project of a world file`,
  },
];
