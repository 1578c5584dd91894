import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { type Context, ownKey } from '#core/context.ts';
import { flag, id, list } from '#core/parameters.ts';
import { DELETABLE } from '#services/storage-ebs/snapshot/lifecycle.ts';
import { removeSnapshot } from '#services/storage-ebs/snapshot/remove.ts';
import { ownSnapshot } from '#services/storage-ebs/snapshot/rows.ts';
import type { ImageRow } from '#store/schema/image.ts';
import type { Writer } from '#store/store.ts';
import { onEach } from '../on-each.ts';
import { deleteRules } from './image.rules.ts';
import { removeImage } from './make.ts';
import { ownImageToChange, runningCopies, runningTasks, sharesOf } from './rows.ts';

/**
 * Deletes custom images, at once, and if that is asked for the snapshots that they were made of;
 * the answer says why others are refused.
 */
export const deleteImages = writeAction({
  name: 'DeleteImages',
  summary: 'delete images, each with its own result',
  parameters: () =>
    z.object({ ImageIds: list(id(), 100), DeleteBindedSnapshots: flag().optional() }),
  result: () =>
    z.object({
      OperationDetails: z.array(
        z.object({
          ImageId: z.string(),
          Error: z.object({ Code: z.string(), Message: z.string() }).optional(),
        }),
      ),
    }),
  rules: [],
  facts: async () => ({}),

  async change(tx, _, { ImageIds, DeleteBindedSnapshots }, context) {
    const found = new Map<string, ImageRow>();
    return onEach(
      'ImageId',
      ImageIds,
      deleteRules,
      async (imageId) => {
        const customImage = await tx.first(ownImageToChange, ownKey(context, imageId));
        if (customImage) found.set(imageId, customImage);
        return {
          customImage,
          shared: (await tx.all(sharesOf, { imageId })).length,
          copying: (await tx.all(runningCopies, { imageId })).length > 0,
          exporting: (await tx.all(runningTasks, { imageId })).length > 0,
        };
      },
      async (imageId) => {
        const row = found.get(imageId);
        if (row === undefined) return;
        await removeImage(tx, row);
        if (DeleteBindedSnapshots) await removeSnapshotOf(tx, context, row);
      },
    );
  },
});

/** Removes the snapshot of an image that is gone, where nothing is under way with it. */
async function removeSnapshotOf(tx: Writer, context: Context, row: ImageRow): Promise<void> {
  if (row.snapshot_id === '') return;
  const snapshot = await tx.first(ownSnapshot, ownKey(context, row.snapshot_id));
  if (snapshot && DELETABLE.includes(snapshot.status)) await removeSnapshot(tx, snapshot.id);
}
