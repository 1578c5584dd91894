import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { commonRefusals } from '#core/common-refusals.ts';
import { ownerOf } from '#core/context.ts';
import { pageOf, pagingParameters, pagingResult } from '#core/paging.ts';
import { flag, id, integer, list, text, word } from '#core/parameters.ts';
import { tagged } from '#services/vpc/tag/rows.ts';
import { type Owner, ownRows } from '#store/owned.ts';
import type { VolumeRow } from '#store/schema/volume.ts';
import type { Db } from '#store/schema.ts';
import { pagingBy, VOLUMES_A_PAGE } from '../paging.ts';
import { tagFilters } from '../tag/parameters.ts';
import { VOLUME_TYPES } from './sizes.ts';
import { viewVolumes, volumeResult } from './view.ts';

const STATUSES = [
  'available',
  'attaching',
  'attached',
  'detaching',
  'creating',
  'deleting',
  'error',
  'extending',
  'terminatesuspend',
];

const parameters = () =>
  z.object({
    VolumeIds: list(id(), 100).optional(),
    VolumeName: text(128).optional(),
    VolumeStatus: word(...STATUSES).optional(),
    VolumeType: word(...VOLUME_TYPES).optional(),
    InstanceId: id().optional(),
    Kind: z.enum(['system', 'data']).optional(),
    ZoneId: id().optional(),
    ProjectName: text(64).optional(),
    BillingType: integer(0, 100).optional(),
    TagFilters: tagFilters().optional(),
    SysTagVisible: flag().optional(),
    ...pagingParameters(),
  });

/** Lists the caller's volumes; conditions are ANDed, and nothing found is an empty list. */
export const describeVolumes = readAction({
  name: 'DescribeVolumes',
  summary: 'list volumes',
  parameters,
  result: () => z.object({ Volumes: z.array(volumeResult()), ...pagingResult() }),
  inert: { SysTagVisible: 'there are no system tags here' },
  refusals: [commonRefusals.NextTokenMalformed],

  async view(tx, input, context) {
    const owner = ownerOf(context);
    const page = await pageOf<VolumeRow>(tx, 'volume', pagingBy(VOLUMES_A_PAGE, input), (db) =>
      matching(db, owner, input),
    );
    return { Volumes: await viewVolumes(tx, page.rows), ...page.paging };
  },
});

/** The charge types by the number of BillingType; any other number finds nothing. */
const CHARGE_TYPES: Readonly<Record<number, string>> = { 1: 'PrePaid', 2: 'PostPaid' };

function matching(db: Db, owner: Owner, input: z.infer<ReturnType<typeof parameters>>) {
  const values = {
    instance_id: input.InstanceId,
    name: input.VolumeName,
    status: input.VolumeStatus,
    volume_type: input.VolumeType,
    kind: input.Kind,
    zone_id: input.ZoneId,
    project_name: input.ProjectName,
    charge_type:
      input.BillingType === undefined ? undefined : (CHARGE_TYPES[input.BillingType] ?? 'none'),
  };
  const select = ownRows(db, 'volume', owner, values, input.VolumeIds);
  const filters = input.TagFilters;
  return filters ? select.where((where) => tagged(where, 'volume.id', filters)) : select;
}
