import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { pageOf, pagingOf } from '#core/paging.ts';
import { id, list, text } from '#core/parameters.ts';
import { tagFilters } from '#services/vpc/tag/parameters.ts';
import { tagged } from '#services/vpc/tag/rows.ts';
import { ownRows } from '#store/owned.ts';
import type { ListenerRow } from '#store/schema/clb.ts';
import { numberPaging, numberPagingResult, pageNumbers } from '../paging.ts';
import { listenerResult, viewListeners } from './view.ts';

/** Lists the caller's listeners; conditions are ANDed. */
export const describeListeners = readAction({
  name: 'DescribeListeners',
  summary: 'list listeners',
  parameters: () =>
    z.object({
      ListenerIds: list(id(), 100).optional(),
      ListenerName: text(128).optional(),
      LoadBalancerId: id().optional(),
      Protocol: text(64).optional(),
      TagFilters: tagFilters().optional(),
      ...numberPaging(),
    }),
  result: () => z.object({ Listeners: z.array(listenerResult()), ...numberPagingResult() }),

  async view(tx, input, context) {
    const conditions = {
      load_balancer_id: input.LoadBalancerId,
      name: input.ListenerName,
      protocol: input.Protocol,
    };
    const filters = input.TagFilters;
    const { rows, paging } = await pageOf<ListenerRow>(tx, 'listener', pagingOf(input), (db) => {
      const select = ownRows(db, 'listener', ownerOf(context), conditions, input.ListenerIds);
      return filters ? select.where((where) => tagged(where, 'listener.id', filters)) : select;
    });
    return { Listeners: await viewListeners(tx, rows), ...pageNumbers(paging) };
  },
});
