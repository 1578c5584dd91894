import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { pageOf, pagingOf } from '#core/paging.ts';
import { id, list, text } from '#core/parameters.ts';
import { beijing } from '#platform/time.ts';
import { tagFilters, tagResult } from '#services/vpc/tag/parameters.ts';
import { tagged, tagsOf } from '#services/vpc/tag/rows.ts';
import { ownRows } from '#store/owned.ts';
import type { ServerGroupRow } from '#store/schema/clb.ts';
import { numberPaging, numberPagingResult, pageNumbers } from '../paging.ts';
import { anyPortOf } from './view.ts';

/** Lists the caller's server groups; conditions are ANDed. */
export const describeServerGroups = readAction({
  name: 'DescribeServerGroups',
  summary: 'list groups of backend servers',
  parameters: () =>
    z.object({
      ServerGroupIds: list(id(), 100).optional(),
      ServerGroupName: text(128).optional(),
      LoadBalancerId: id().optional(),
      Type: text(64).optional(),
      TagFilters: tagFilters().optional(),
      ...numberPaging(),
    }),
  result: () =>
    z.object({
      ServerGroups: z.array(
        z.object({
          ServerGroupId: z.string(),
          ServerGroupName: z.string(),
          Description: z.string(),
          Type: z.string(),
          AddressIpVersion: z.string(),
          AnyPortEnabled: z.string().nullable(),
          Tags: z.array(tagResult()),
          CreateTime: z.string(),
          UpdateTime: z.string(),
        }),
      ),
      ...numberPagingResult(),
    }),

  async view(tx, input, context) {
    const conditions = {
      load_balancer_id: input.LoadBalancerId,
      name: input.ServerGroupName,
      type: input.Type,
    };
    const filters = input.TagFilters;
    const { rows, paging } = await pageOf<ServerGroupRow>(
      tx,
      'server_group',
      pagingOf(input),
      (db) => {
        const owner = ownerOf(context);
        const select = ownRows(db, 'server_group', owner, conditions, input.ServerGroupIds);
        return filters
          ? select.where((where) => tagged(where, 'server_group.id', filters))
          : select;
      },
    );
    const tags = await tagsOf(
      tx,
      rows.map((row) => row.id),
    );
    return {
      ServerGroups: rows.map((row) => ({
        ServerGroupId: row.id,
        ServerGroupName: row.name,
        Description: row.description,
        Type: row.type,
        AddressIpVersion: row.address_ip_version,
        AnyPortEnabled: anyPortOf(row),
        Tags: tags.get(row.id) ?? [],
        CreateTime: beijing(row.created_at),
        UpdateTime: beijing(row.updated_at),
      })),
      ...pageNumbers(paging),
    };
  },
});
