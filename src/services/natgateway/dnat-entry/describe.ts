import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { pageOf, pagingOf } from '#core/paging.ts';
import { id, list } from '#core/parameters.ts';
import { type Owner, ownRows } from '#store/owned.ts';
import type { DnatEntryRow } from '#store/schema/nat-gateway.ts';
import type { Db } from '#store/schema.ts';
import { numberPaging, numberPagingResult } from '../paging.ts';
import { portType, protocol } from './parameters.ts';
import { dnatEntryResult, viewDnatEntry } from './view.ts';

const parameters = () =>
  z.object({
    DnatEntryIds: list(id(), 100).optional(),
    DnatEntryName: z.string().max(128).optional(),
    NatGatewayId: id().optional(),
    ExternalIp: z.string().max(64).optional(),
    ExternalPort: z.string().max(16).optional(),
    InternalIp: z.string().max(64).optional(),
    InternalPort: z.string().max(16).optional(),
    Protocol: protocol().optional(),
    PortType: portType().optional(),
    ...numberPaging(),
  });

/** Lists the caller's DNAT entries; conditions are ANDed, and nothing found is an empty list. */
export const describeDnatEntries = readAction({
  name: 'DescribeDnatEntries',
  summary: 'list DNAT entries',
  parameters,
  result: () => z.object({ DnatEntries: z.array(dnatEntryResult()), ...numberPagingResult() }),

  async view(tx, input, context) {
    const page = await pageOf<DnatEntryRow>(tx, 'dnat_entry', pagingOf(input), (db) =>
      matching(db, ownerOf(context), input),
    );
    const { NextToken: _, ...paging } = page.paging;
    return { DnatEntries: page.rows.map(viewDnatEntry), ...paging };
  },
});

function matching(db: Db, owner: Owner, input: z.infer<ReturnType<typeof parameters>>) {
  const select = ownRows(db, 'dnat_entry', owner, {
    name: input.DnatEntryName,
    nat_gateway_id: input.NatGatewayId,
    external_ip: input.ExternalIp,
    external_port: input.ExternalPort,
    internal_ip: input.InternalIp,
    internal_port: input.InternalPort,
    protocol: input.Protocol,
    port_type: input.PortType,
  });
  return input.DnatEntryIds ? select.where('dnat_entry.id', 'in', input.DnatEntryIds) : select;
}
