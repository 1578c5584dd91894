import type { Rule } from '#core/action.ts';
import { iamRefusals } from '../refusals.ts';

export interface MoveFacts {
  readonly projectName: string;
  readonly projectExists: boolean;
  readonly resources: readonly MovedResource[];
}

export interface MovedResource {
  readonly text: string;
  /** Whether it is a TRN. */
  readonly wellFormed: boolean;
  /** Whether its type can be moved; undefined when it is no TRN. */
  readonly supported: boolean | undefined;
  /** Whether the caller owns it; undefined when its type cannot be moved. */
  readonly exists: boolean | undefined;
}

const say =
  (test: (resource: MovedResource) => boolean) =>
  ({ resources }: MoveFacts) =>
    resources.find(test)?.text ?? 'all of them';

/** The preconditions of MoveProjectResource. Its page lists no codes; the order is ours. */
export const moveRules: readonly Rule<MoveFacts>[] = [
  {
    refusal: iamRefusals.ProjectNotExist,
    broken: ({ projectExists }) => !projectExists,
    because: ({ projectName, projectExists }) =>
      projectExists ? `${projectName} exists` : `there is no project ${projectName}`,
  },
  {
    refusal: iamRefusals.TrnMalformed,
    parameter: 'ResourceTrn',
    broken: ({ resources }) => resources.some(({ wellFormed }) => !wellFormed),
    because: say(({ wellFormed }) => !wellFormed),
  },
  {
    refusal: iamRefusals.TypeUnsupported,
    parameter: 'ResourceTrn',
    broken: ({ resources }) => resources.some(({ supported }) => supported === false),
    because: say(({ supported }) => supported === false),
  },
  {
    refusal: iamRefusals.ResourceNotFound,
    broken: ({ resources }) => resources.some(({ exists }) => exists === false),
    because: say(({ exists }) => exists === false),
  },
];
