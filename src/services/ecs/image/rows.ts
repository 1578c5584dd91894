import { type Context, ownerOf, ownKey } from '#core/context.ts';
import { listsOf } from '#store/lists.ts';
import { byId, type Owner, owned, ownedToChange } from '#store/owned.ts';
import { listQuery, query } from '#store/query.ts';
import type { ImageShareRow } from '#store/schema/image.ts';
import type { Reader } from '#store/store.ts';
import type { Image } from '#world/world.ts';
import { TASK } from './lifecycle.ts';
import { findImage, imageOf } from './view.ts';

/** One of the caller's custom images, with all columns. */
export const ownImage = owned('image');

/** The same, locked: for an action that changes it or begins a task with it. */
export const ownImageToChange = ownedToChange('image');

export const imageById = byId('image');

/** The custom images of an account. Their quota keeps them few. */
export const imagesOf = query((db, p: Owner) =>
  db
    .selectFrom('image')
    .selectAll()
    .where('account_id', '=', p.account_id)
    .where('region', '=', p.region)
    .orderBy('id'),
);

/** The images that other accounts share with an account. */
export const imagesSharedWith = query((db, p: Owner) =>
  db
    .selectFrom('image_share')
    .innerJoin('image', 'image.id', 'image_share.image_id')
    .selectAll('image')
    .where('image_share.account_id', '=', p.account_id)
    .where('image_share.region', '=', p.region)
    .orderBy('image.id'),
);

const sharedImage = query((db, p: Owner & { id: string }) =>
  db
    .selectFrom('image_share')
    .innerJoin('image', 'image.id', 'image_share.image_id')
    .selectAll('image')
    .where('image_share.image_id', '=', p.id)
    .where('image_share.account_id', '=', p.account_id)
    .where('image_share.region', '=', p.region),
);

/** The accounts that may use an image, in their order. */
export const sharesOf = query((db, p: { imageId: string }) =>
  db.selectFrom('image_share').selectAll().where('image_id', '=', p.imageId).orderBy('account_id'),
);

/** The same of several images. */
export function sharesOfImages(
  tx: Reader,
  ids: readonly string[],
): Promise<Map<string, ImageShareRow[]>> {
  return listsOf(tx, ids, 'image_id', shares);
}

const shares = listQuery((db, ids) =>
  db.selectFrom('image_share').selectAll().where('image_id', 'in', ids).orderBy('image_id'),
);

/** What is on its way with an image: what makes or exports it. */
export const runningTasks = query((db, p: { imageId: string }) =>
  db
    .selectFrom('image_task')
    .selectAll()
    .where('image_id', '=', p.imageId)
    .where('status', '=', TASK.running),
);

/** The tasks that copy an image. */
export const runningCopies = query((db, p: { imageId: string }) =>
  db
    .selectFrom('image_task')
    .selectAll()
    .where('source_image_id', '=', p.imageId)
    .where('status', '=', TASK.running),
);

/** An image that instances may start from, and its status. */
export interface UsableImage {
  readonly image: Image | undefined;
  readonly imageStatus: string | undefined;
}

/** An image of the world, of the caller, or shared with the caller. */
export async function usableImage(
  tx: Reader,
  context: Context,
  imageId: string,
): Promise<UsableImage> {
  const image = findImage(context.world, imageId);
  if (image) return { image, imageStatus: 'available' };
  const row =
    (await tx.first(ownImage, ownKey(context, imageId))) ??
    (await tx.first(sharedImage, { id: imageId, ...ownerOf(context) }));
  return { image: row && imageOf(row), imageStatus: row?.status };
}
