import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { pageOf } from '#core/paging.ts';
import { id, list } from '#core/parameters.ts';
import { beijing } from '#platform/time.ts';
import type { Owner } from '#store/owned.ts';
import type { ImageTaskRow } from '#store/schema/image.ts';
import type { Db } from '#store/schema.ts';
import { tokenPaging, tokenPagingOf } from '../paging.ts';
import { ecsRefusals } from '../refusals.ts';

const DEFAULT_MAX_RESULTS = 20;

const parameters = () =>
  z.object({
    TaskIds: list(id(), 100).optional(),
    ResourceId: id().optional(),
    ResourceIds: list(id(), 100).optional(),
    ...tokenPaging(100),
  });

/**
 * Lists the tasks that make, import, copy and export custom images. The progress of a change to an
 * instance is its status.
 */
export const describeTasks = readAction({
  name: 'DescribeTasks',
  summary: 'list the tasks of custom images',
  parameters,
  result: () =>
    z.object({
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
  refusals: [ecsRefusals.NextTokenMalformed],

  async view(tx, input, context) {
    const asked = tokenPagingOf(input, DEFAULT_MAX_RESULTS);
    const owner = ownerOf(context);
    const { rows, paging } = await pageOf<ImageTaskRow>(tx, 'image_task', asked, (db) =>
      matching(db, owner, input),
    );
    return {
      Tasks: rows.map((row) => ({
        Id: row.id,
        Type: row.type,
        Status: row.status,
        ResourceId: row.image_id,
        Process: row.ended_at === 0 ? 0 : DONE_PERCENT,
        CreatedAt: beijing(row.created_at),
        UpdatedAt: beijing(row.ended_at || row.created_at),
        EndAt: row.ended_at === 0 ? '' : beijing(row.ended_at),
      })),
      NextToken: paging.NextToken,
    };
  },
});

const DONE_PERCENT = 100;

function matching(db: Db, owner: Owner, input: z.infer<ReturnType<typeof parameters>>) {
  let select = db
    .selectFrom('image_task')
    .where('image_task.account_id', '=', owner.account_id)
    .where('image_task.region', '=', owner.region);
  if (input.TaskIds) select = select.where('image_task.id', 'in', input.TaskIds);
  if (input.ResourceId !== undefined) {
    select = select.where('image_task.image_id', '=', input.ResourceId);
  }
  if (input.ResourceIds) select = select.where('image_task.image_id', 'in', input.ResourceIds);
  return select;
}
