import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { pageOfList } from '#core/paging.ts';
import { id, list } from '#core/parameters.ts';
import { usableImage } from '../image/rows.ts';
import { tokenPaging, tokenPagingOf } from '../paging.ts';
import { ecsRefusals } from '../refusals.ts';
import { instanceTypeResult, viewInstanceType } from './view.ts';

/**
 * Lists the catalogue. Clients read from it how many interfaces and addresses an instance takes.
 */
export const describeInstanceTypes = readAction({
  name: 'DescribeInstanceTypes',
  summary: 'list instance types with their network quotas',
  parameters: () =>
    z.object({
      // "When N is greater than 100, only the first 100 count."
      InstanceTypeIds: list(id(), 1000).optional(),
      /** The older name: cello sends it. */
      InstanceTypes: list(id(), 1000).optional(),
      ImageId: id().optional(),
      ...tokenPaging(1000),
    }),
  result: () =>
    z.object({
      InstanceTypes: z.array(instanceTypeResult()),
      NextToken: z.string(),
      TotalCount: z.int(),
    }),
  refusals: [ecsRefusals.NextTokenMalformed],

  async view(tx, input, context) {
    const { world } = context;
    const wanted = (input.InstanceTypeIds ?? input.InstanceTypes)?.slice(0, MOST_IDS);
    // Every image starts on every type here, so an image restricts nothing unless it does not
    // exist.
    const startable =
      input.ImageId === undefined ||
      (await usableImage(tx, context, input.ImageId)).image !== undefined;
    const types = world.instanceTypes.filter(
      (type) => startable && (wanted?.includes(type.id) ?? true),
    );
    const { rows, paging } = pageOfList(types, tokenPagingOf(input), ({ id }) => id);
    return {
      InstanceTypes: rows.map(viewInstanceType),
      NextToken: paging.NextToken,
      TotalCount: paging.TotalCount,
    };
  },
});

const MOST_IDS = 100;
