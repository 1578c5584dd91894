import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { integer, text } from '#core/parameters.ts';
import { projectResult, projectsOf, viewProject } from './projects.ts';

const DEFAULT_LIMIT = 10;

/** Lists the projects that are known by name: the default one, and those of the world file. */
export const listProjects = readAction({
  name: 'ListProjects',
  summary: 'list projects',
  parameters: z.object({
    Limit: integer(1, 100).default(DEFAULT_LIMIT),
    Offset: integer(0, 1_000_000).default(0),
    /** A part of the name or of the display name. */
    Query: text(128).optional(),
    WithParentProject: integer(0, 1).optional(),
  }),
  result: z.object({
    Projects: z.array(z.object({ ...projectResult, HasPermission: z.boolean() })),
    Limit: z.int(),
    Offset: z.int(),
    Total: z.int(),
  }),
  inert: { WithParentProject: 'projects have no parents here' },

  async view(_, { Limit, Offset, Query = '' }, { world, accountId }) {
    const found = projectsOf(world.account(accountId)).filter(
      ({ name, displayName }) => name.includes(Query) || displayName.includes(Query),
    );
    return {
      Projects: found.slice(Offset, Offset + Limit).map((project) => ({
        ...viewProject(accountId, project),
        HasPermission: true,
      })),
      Limit,
      Offset,
      Total: found.length,
    };
  },
});
