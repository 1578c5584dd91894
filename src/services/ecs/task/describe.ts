import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { id, list } from '#core/parameters.ts';
import { tokenPaging, tokenPagingOf } from '../paging.ts';
import { ecsRefusals } from '../refusals.ts';

const DEFAULT_MAX_RESULTS = 20;
const NO_TASKS = 'there are no tasks';

/**
 * Lists the tasks that copy and export custom images. There are no custom images, so there are no
 * tasks; the progress of a change to an instance is its status.
 */
export const describeTasks = readAction({
  name: 'DescribeTasks',
  summary: 'list the tasks of custom images: none',
  parameters: z.object({
    TaskIds: list(id(), 100).optional(),
    ResourceId: id().optional(),
    ResourceIds: list(id(), 100).optional(),
    ...tokenPaging(100),
  }),
  result: z.object({
    Tasks: z.array(
      z.object({
        Id: z.string(),
        Type: z.string(),
        Status: z.string(),
        ResourceId: z.string(),
        Process: z.int(),
        CreatedAt: z.string(),
        UpdatedAt: z.string(),
        EndAt: z.string(),
      }),
    ),
    NextToken: z.string(),
  }),
  inert: {
    TaskIds: NO_TASKS,
    ResourceId: NO_TASKS,
    ResourceIds: NO_TASKS,
  },
  refusals: [ecsRefusals.NextTokenMalformed],

  async view(_, input) {
    tokenPagingOf(input, DEFAULT_MAX_RESULTS);
    return { Tasks: [], NextToken: '' };
  },
});
