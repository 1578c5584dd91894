import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { pageOf, pagingOf } from '#core/paging.ts';
import { id, list, text } from '#core/parameters.ts';
import { beijing } from '#platform/time.ts';
import { tagFilters, tagResult } from '#services/vpc/tag/parameters.ts';
import { tagged, tagsOf } from '#services/vpc/tag/rows.ts';
import { listsOf } from '#store/lists.ts';
import { ownRows } from '#store/owned.ts';
import type { AclRow } from '#store/schema/clb.ts';
import { numberPaging, numberPagingResult, pageNumbers } from '../paging.ts';
import { entriesOfAcls, listenersOfAcls } from './rows.ts';

/** Lists the caller's ACLs; conditions are ANDed. */
export const describeAcls = readAction({
  name: 'DescribeAcls',
  summary: 'list ACLs of listeners',
  parameters: () =>
    z.object({
      AclIds: list(id(), 100).optional(),
      AclName: text(128).optional(),
      ProjectName: text(64).optional(),
      TagFilters: tagFilters().optional(),
      ...numberPaging(),
    }),
  result: () =>
    z.object({
      Acls: z.array(
        z.object({
          AclId: z.string(),
          AclName: z.string(),
          Description: z.string(),
          Status: z.string(),
          AclEntryCount: z.int(),
          Listeners: z.array(z.string()),
          ServiceManaged: z.boolean(),
          ProjectName: z.string(),
          Tags: z.array(tagResult()),
          CreateTime: z.string(),
          UpdateTime: z.string(),
        }),
      ),
      // The SDK has these two beside the list as well.
      ServiceManaged: z.boolean(),
      Tags: z.array(tagResult()),
      ...numberPagingResult(),
    }),

  async view(tx, input, context) {
    const conditions = { name: input.AclName, project_name: input.ProjectName };
    const filters = input.TagFilters;
    const { rows, paging } = await pageOf<AclRow>(tx, 'acl', pagingOf(input), (db) => {
      const select = ownRows(db, 'acl', ownerOf(context), conditions, input.AclIds);
      return filters ? select.where((where) => tagged(where, 'acl.id', filters)) : select;
    });
    const ids = rows.map((row) => row.id);
    const entries = await listsOf(tx, ids, 'acl_id', entriesOfAcls);
    const listeners = await listsOf(tx, ids, 'acl_id', listenersOfAcls);
    const tags = await tagsOf(tx, ids);
    return {
      Acls: rows.map((row) => ({
        AclId: row.id,
        AclName: row.name,
        Description: row.description,
        Status: row.status,
        AclEntryCount: entries.get(row.id)?.length ?? 0,
        Listeners: (listeners.get(row.id) ?? []).map((each) => each.id),
        ServiceManaged: false,
        ProjectName: row.project_name,
        Tags: tags.get(row.id) ?? [],
        CreateTime: beijing(row.created_at),
        UpdateTime: beijing(row.updated_at),
      })),
      ServiceManaged: false,
      Tags: [],
      ...pageNumbers(paging),
    };
  },
});
