import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { integer, text } from '#core/parameters.ts';
import { partOf } from '../named.ts';
import { madeProject, projectResult, projectsOfWorld, viewProject } from './projects.ts';

const DEFAULT_LIMIT = 10;

/**
 * Lists the projects that are known by name: the default one, those of the world file, and those that
 * were made.
 */
export const listProjects = readAction({
  name: 'ListProjects',
  summary: 'list projects',
  parameters: () =>
    z.object({
      Limit: integer(1, 100).default(DEFAULT_LIMIT),
      Offset: integer(0, 1_000_000).default(0),
      /** A part of the name or of the display name. */
      Query: text(128).default(''),
      WithParentProject: integer(0, 1).optional(),
    }),
  result: () =>
    z.object({
      Projects: z.array(z.object({ ...projectResult(), HasPermission: z.boolean() })),
      Limit: z.int(),
      Offset: z.int(),
      Total: z.int(),
    }),
  inert: { WithParentProject: 'the parent of each is shown, and is in the list itself' },

  async view(tx, input, context) {
    const { Limit, Offset } = input;
    const { accountId } = context;
    const given = projectsOfWorld(context).filter(
      ({ name, displayName }) => name.includes(input.Query) || displayName.includes(input.Query),
    );
    const shown = given.slice(Offset, Offset + Limit);
    // What is left of the part goes on with those that were made.
    const rest = {
      Query: input.Query,
      Limit: Limit - shown.length,
      Offset: Math.max(0, Offset - given.length),
    };
    const { rows, total } = await partOf(tx, 'iam_project', accountId, rest, [
      'name',
      'display_name',
    ]);
    return {
      Projects: [...shown, ...rows.map(madeProject)].map((project) => ({
        ...viewProject(accountId, project),
        HasPermission: true,
      })),
      Limit,
      Offset,
      Total: given.length + total,
    };
  },
});
