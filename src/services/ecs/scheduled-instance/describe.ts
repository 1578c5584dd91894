import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { pageOf } from '#core/paging.ts';
import { id, list, text, word } from '#core/parameters.ts';
import { tagFilters } from '#services/vpc/tag/parameters.ts';
import { tagged } from '#services/vpc/tag/rows.ts';
import { type Owner, ownRows } from '#store/owned.ts';
import type { ScheduledInstanceRow } from '#store/schema/scheduled-instance.ts';
import type { Db } from '#store/schema.ts';
import { tokenPaging, tokenPagingOf } from '../paging.ts';
import { ecsRefusals } from '../refusals.ts';
import { orderResult, viewOrders } from './view.ts';

const parameters = () =>
  z.object({
    ScheduledInstanceIds: list(id(), 100).optional(),
    ScheduledInstanceName: text(128).optional(),
    Status: word('Reserved', 'Delivered', 'Released', 'Failed', 'Canceled').optional(),
    ElasticScheduledInstanceType: z.enum(['Esi', 'Segmented']).optional(),
    DeliveryType: z.enum(['Reserve', 'Immediate']).optional(),
    ZoneId: id().optional(),
    ImageId: id().optional(),
    InstanceTypeIds: list(id(), 100).optional(),
    KeyPairName: text(128).optional(),
    ProjectName: text(64).optional(),
    TagFilters: tagFilters().optional(),
    ...tokenPaging(100),
  });

/** Lists the caller's orders; conditions are ANDed. */
export const describeScheduledInstances = readAction({
  name: 'DescribeScheduledInstances',
  summary: 'list orders of scheduled instances',
  parameters,
  result: () => z.object({ ScheduledInstanceInfo: z.array(orderResult()), NextToken: z.string() }),
  refusals: [ecsRefusals.NextTokenMalformed],

  async view(tx, input, context) {
    const owner = ownerOf(context);
    const { rows, paging } = await pageOf<ScheduledInstanceRow>(
      tx,
      'scheduled_instance',
      tokenPagingOf(input),
      (db) => matching(db, owner, input),
    );
    return { ScheduledInstanceInfo: await viewOrders(tx, rows), NextToken: paging.NextToken };
  },
});

function matching(db: Db, owner: Owner, input: z.infer<ReturnType<typeof parameters>>) {
  let select = ownRows(db, 'scheduled_instance', owner, {
    name: input.ScheduledInstanceName,
    status: input.Status,
    type: input.ElasticScheduledInstanceType,
    delivery_type: input.DeliveryType,
    zone_id: input.ZoneId,
    image_id: input.ImageId,
    key_pair_name: input.KeyPairName,
    project_name: input.ProjectName,
  });
  const ids = input.ScheduledInstanceIds;
  if (ids) select = select.where('scheduled_instance.id', 'in', ids);
  const types = input.InstanceTypeIds;
  if (types) select = select.where('scheduled_instance.instance_type_id', 'in', types);
  const filters = input.TagFilters;
  if (filters) select = select.where((where) => tagged(where, 'scheduled_instance.id', filters));
  return select;
}
