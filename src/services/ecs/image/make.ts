import type { Context } from '#core/context.ts';
import { reserveQuota } from '#core/quota.ts';
import { RESOURCES } from '#core/resources.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import type { Tag } from '#services/vpc/tag/parameters.ts';
import { addTags, removeTags } from '#services/vpc/tag/rows.ts';
import { query } from '#store/query.ts';
import type { ImageRow } from '#store/schema/image.ts';
import type { Writer } from '#store/store.ts';
import { TASK, type TaskType, TRANSITIONS } from './lifecycle.ts';

/** What a new image is made of. */
export interface ImageSpec
  extends Pick<
    ImageRow,
    | 'os_name'
    | 'os_type'
    | 'platform'
    | 'platform_version'
    | 'architecture'
    | 'boot_mode'
    | 'license_type'
    | 'size'
    | 'snapshot_id'
  > {
  readonly type: TaskType;
  readonly name: string;
  readonly description?: string | undefined;
  readonly projectName: string;
  readonly tags?: readonly Tag[] | undefined;
  readonly detect: boolean;
  /** The image that it is a copy of. */
  readonly sourceImageId?: string;
}

/**
 * Makes an image in the context's region, and the task that tells of it. It is creating, then
 * available. Resolves to its id.
 */
export async function makeImage(tx: Writer, context: Context, spec: ImageSpec): Promise<string> {
  const { type, name, description, projectName, tags, detect, sourceImageId, ...system } = spec;
  const id = context.ids.resource(RESOURCES.image.idPrefix, 20);
  const owner = { id, account_id: context.accountId, region: context.region.id };
  await reserveQuota(tx, owner, 'Images', 1);
  await tx.insert('image', {
    ...owner,
    ...system,
    project_name: projectName,
    name,
    description: description ?? '',
    status: TRANSITIONS.create.from,
    detection_status: detect ? 'Processing' : '',
  });
  await addTags(tx, owner, 'image', tags);
  await beginTask(tx, context, type, id, sourceImageId);
  await scheduleTransition(tx, context, TRANSITIONS.create, id);
  return id;
}

/** Writes a task that begins with an image. Resolves to its id. */
export async function beginTask(
  tx: Writer,
  context: Context,
  type: TaskType,
  imageId: string,
  sourceImageId = '',
): Promise<string> {
  const id = context.ids.resource('t', 20);
  await tx.insert('image_task', {
    id,
    account_id: context.accountId,
    region: context.region.id,
    image_id: imageId,
    source_image_id: sourceImageId,
    type,
    status: TASK.running,
    created_at: tx.now,
    ended_at: 0,
  });
  return id;
}

/** Ends the tasks that are under way with an image. */
export async function endTasks(tx: Writer, imageId: string): Promise<void> {
  await tx.run(succeed, { imageId, now: tx.now });
}

/** Removes an image with its tags, tasks and quota. No account shares it. */
export async function removeImage(tx: Writer, row: ImageRow): Promise<void> {
  await removeTags(tx, row.id);
  await tx.run(removeTasks, { imageId: row.id });
  await tx.remove('image', row.id);
  await reserveQuota(tx, row, 'Images', -1);
}

const succeed = query((db, p: { imageId: string; now: number }) =>
  db
    .updateTable('image_task')
    .set({ status: TASK.succeeded, ended_at: p.now })
    .where('image_id', '=', p.imageId)
    .where('status', '=', TASK.running),
);

const removeTasks = query((db, p: { imageId: string }) =>
  db.deleteFrom('image_task').where('image_id', '=', p.imageId),
);
