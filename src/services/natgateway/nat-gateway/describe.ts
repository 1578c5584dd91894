import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { pageOf, pagingOf } from '#core/paging.ts';
import { id, list } from '#core/parameters.ts';
import { tagFilters } from '#services/vpc/tag/parameters.ts';
import { tagged } from '#services/vpc/tag/rows.ts';
import { type Owner, ownRows } from '#store/owned.ts';
import type { NatGatewayRow } from '#store/schema/nat-gateway.ts';
import type { Db } from '#store/schema.ts';
import { numberPaging, numberPagingResult } from '../paging.ts';
import { networkType, spec } from './parameters.ts';
import { natGatewayResult, viewNatGateways } from './view.ts';

const parameters = () =>
  z.object({
    NatGatewayIds: list(id(), 100).optional(),
    NatGatewayName: z.string().max(128).optional(),
    Description: z.string().max(255).optional(),
    NetworkType: networkType().optional(),
    Spec: spec().optional(),
    VpcId: id().optional(),
    SubnetId: id().optional(),
    ProjectName: z.string().max(64).optional(),
    TagFilters: tagFilters().optional(),
    ...numberPaging(),
  });

/** Lists the caller's NAT gateways; conditions are ANDed, and nothing found is an empty list. */
export const describeNatGateways = readAction({
  name: 'DescribeNatGateways',
  summary: 'list NAT gateways',
  parameters,
  result: () => z.object({ NatGateways: z.array(natGatewayResult()), ...numberPagingResult() }),

  async view(tx, input, context) {
    const page = await pageOf<NatGatewayRow>(tx, 'nat_gateway', pagingOf(input), (db) =>
      matching(db, ownerOf(context), input),
    );
    const { NextToken: _, ...paging } = page.paging;
    const views = await viewNatGateways(tx, page.rows);
    return { NatGateways: views.map(({ NatIpAddresses: __, ...each }) => each), ...paging };
  },
});

function matching(db: Db, owner: Owner, input: z.infer<ReturnType<typeof parameters>>) {
  let select = ownRows(db, 'nat_gateway', owner, {
    name: input.NatGatewayName,
    description: input.Description,
    network_type: input.NetworkType,
    spec: input.Spec,
    vpc_id: input.VpcId,
    subnet_id: input.SubnetId,
    project_name: input.ProjectName,
  });
  if (input.NatGatewayIds) select = select.where('nat_gateway.id', 'in', input.NatGatewayIds);
  if (input.TagFilters) {
    const filters = input.TagFilters;
    select = select.where((where) => tagged(where, 'nat_gateway.id', filters));
  }
  return select;
}
