import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { pageOf, pagingOf } from '#core/paging.ts';
import { id, list } from '#core/parameters.ts';
import { type Owner, ownRows } from '#store/owned.ts';
import type { SnatEntryRow } from '#store/schema/nat-gateway.ts';
import type { Db } from '#store/schema.ts';
import { numberPaging, numberPagingResult } from '../paging.ts';
import { snatEntryResult, viewSnatEntries } from './view.ts';

const parameters = () =>
  z.object({
    SnatEntryIds: list(id(), 100).optional(),
    SnatEntryName: z.string().max(128).optional(),
    NatGatewayId: id().optional(),
    SubnetId: id().optional(),
    SourceCidr: z.string().max(64).optional(),
    EipId: id().optional(),
    NatIpId: id().optional(),
    ...numberPaging(),
  });

/** Lists the caller's SNAT entries; conditions are ANDed, and nothing found is an empty list. */
export const describeSnatEntries = readAction({
  name: 'DescribeSnatEntries',
  summary: 'list SNAT entries',
  parameters,
  result: () => z.object({ SnatEntries: z.array(snatEntryResult()), ...numberPagingResult() }),

  async view(tx, input, context) {
    const page = await pageOf<SnatEntryRow>(tx, 'snat_entry', pagingOf(input), (db) =>
      matching(db, ownerOf(context), input),
    );
    const { NextToken: _, ...paging } = page.paging;
    return { SnatEntries: await viewSnatEntries(tx, page.rows), ...paging };
  },
});

function matching(db: Db, owner: Owner, input: z.infer<ReturnType<typeof parameters>>) {
  let select = ownRows(db, 'snat_entry', owner, {
    name: input.SnatEntryName,
    nat_gateway_id: input.NatGatewayId,
    nat_ip_id: input.NatIpId,
    subnet_id: input.SubnetId,
    source_cidr: input.SourceCidr,
  });
  if (input.SnatEntryIds) select = select.where('snat_entry.id', 'in', input.SnatEntryIds);
  if (input.EipId !== undefined) {
    const eipId = input.EipId;
    select = select.where('snat_entry.id', 'in', (used) =>
      used.selectFrom('snat_entry_eip').select('snat_entry_id').where('eip_id', '=', eipId),
    );
  }
  return select;
}
