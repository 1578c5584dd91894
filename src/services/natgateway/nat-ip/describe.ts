import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { pageOf, pagingOf } from '#core/paging.ts';
import { id, list } from '#core/parameters.ts';
import { type Owner, ownRows } from '#store/owned.ts';
import type { NatIpRow } from '#store/schema/nat-gateway.ts';
import type { Db } from '#store/schema.ts';
import { numberPaging, numberPagingResult } from '../paging.ts';
import { natIpResult, viewNatIps } from './view.ts';

const parameters = () =>
  z.object({
    NatGatewayId: id(),
    NatIpIds: list(id(), 100).optional(),
    NatIpName: z.string().max(128).optional(),
    ...numberPaging(),
  });

/** Lists the NAT IPs of one of the caller's gateways; nothing found is an empty list. */
export const describeNatIps = readAction({
  name: 'DescribeNatIps',
  summary: 'list the NAT IPs of a NAT gateway',
  parameters,
  result: () => z.object({ NatIps: z.array(natIpResult()), ...numberPagingResult() }),

  async view(tx, input, context) {
    const page = await pageOf<NatIpRow>(tx, 'nat_ip', pagingOf(input), (db) =>
      matching(db, ownerOf(context), input),
    );
    const { NextToken: _, ...paging } = page.paging;
    return { NatIps: await viewNatIps(tx, page.rows), ...paging };
  },
});

function matching(db: Db, owner: Owner, input: z.infer<ReturnType<typeof parameters>>) {
  const select = ownRows(db, 'nat_ip', owner, {
    nat_gateway_id: input.NatGatewayId,
    name: input.NatIpName,
  });
  return input.NatIpIds ? select.where('nat_ip.id', 'in', input.NatIpIds) : select;
}
