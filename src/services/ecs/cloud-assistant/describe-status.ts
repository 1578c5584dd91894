import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { pageOf, pagingOf } from '#core/paging.ts';
import { id, list, text, word } from '#core/parameters.ts';
import { beijing } from '#platform/time.ts';
import { type Owner, ownRows } from '#store/owned.ts';
import type { Db, InstanceRow } from '#store/schema.ts';
import type { Reader } from '#store/store.ts';
import type { World } from '#world/world.ts';
import { imagesOf, imagesSharedWith } from '../image/rows.ts';
import { findImage, osTypeOf } from '../image/view.ts';
import { numberPaging, numberPagingResult, pageNumbers } from '../paging.ts';

/** Ours: the vendor's versions, and its words for the status, are unknown. */
const VERSION = '1.0.0';

const parameters = () =>
  z.object({
    InstanceIds: list(id(), 100).optional(),
    Status: word('Running', 'Offline').optional(),
    OSType: word('Linux', 'Windows').optional(),
    ClientVersion: text(64).optional(),
    ...numberPaging(),
  });

/** Lists the agents of the caller's instances: it runs where the instance does. */
export const describeCloudAssistantStatus = readAction({
  name: 'DescribeCloudAssistantStatus',
  summary: 'list the cloud assistants of instances',
  parameters,
  result: () =>
    z.object({
      Instances: z.array(
        z.object({
          InstanceId: z.string(),
          InstanceName: z.string(),
          HostName: z.string(),
          OSType: z.string(),
          OSVersion: z.string(),
          ClientVersion: z.string(),
          Status: z.string(),
          LastHeartbeatTime: z.string(),
        }),
      ),
      ...numberPagingResult(),
    }),

  async view(tx, input, context) {
    const { world } = context;
    const owner = ownerOf(context);
    const { rows, paging } = await pageOf<InstanceRow>(tx, 'instance', pagingOf(input), (db) =>
      matching(db, owner, world, input),
    );
    const versions = await versionsOf(tx, owner, rows);
    return {
      Instances: rows.map((row) => {
        const image = findImage(world, row.image_id);
        const version = versions.get(row.image_id) ?? image?.platformVersion;
        const runs = row.status === 'RUNNING';
        return {
          InstanceId: row.id,
          InstanceName: row.name,
          HostName: row.hostname,
          OSType: osTypeOf(world, row),
          OSVersion: version ?? '',
          ClientVersion: VERSION,
          Status: runs ? 'Running' : 'Offline',
          LastHeartbeatTime: beijing(runs ? tx.now : row.updated_at),
        };
      }),
      ...pageNumbers(paging),
    };
  },
});

/** The versions of custom images that instances were made from: of those that are still there. */
async function versionsOf(
  tx: Reader,
  owner: Owner,
  rows: readonly InstanceRow[],
): Promise<Map<string, string>> {
  if (rows.every(({ os_type }) => os_type === '')) return new Map();
  const own = await tx.all(imagesOf, owner);
  const shared = await tx.all(imagesSharedWith, owner);
  return new Map([...own, ...shared].map((image) => [image.id, image.platform_version]));
}

function matching(
  db: Db,
  owner: Owner,
  world: World,
  input: z.infer<ReturnType<typeof parameters>>,
) {
  const other = input.ClientVersion !== undefined && input.ClientVersion !== VERSION;
  // No instance has an empty id.
  let select = ownRows(db, 'instance', owner, {}, other ? [''] : input.InstanceIds);
  if (input.Status !== undefined) {
    const status = input.Status === 'Running' ? '=' : '!=';
    select = select.where('instance.status', status, 'RUNNING');
  }
  if (input.OSType !== undefined) {
    const { OSType } = input;
    const images = world.images.filter(({ osType }) => osType === OSType);
    const ids = ['', ...images.map((image) => image.id)];
    // An instance of a custom image knows its type by itself.
    select = select.where((where) =>
      where.or([
        where('instance.os_type', '=', OSType),
        where.and([where('instance.os_type', '=', ''), where('instance.image_id', 'in', ids)]),
      ]),
    );
  }
  return select;
}
