import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { pageOf, pagingOf } from '#core/paging.ts';
import { id, list, text } from '#core/parameters.ts';
import { tagFilters } from '#services/vpc/tag/parameters.ts';
import { tagged } from '#services/vpc/tag/rows.ts';
import { type Owner, ownRows } from '#store/owned.ts';
import type { LoadBalancerRow } from '#store/schema/clb.ts';
import type { Db } from '#store/schema.ts';
import { numberPaging, numberPagingResult, pageNumbers } from '../paging.ts';
import { loadBalancerResult, viewLoadBalancers } from './view.ts';

const parameters = () =>
  z.object({
    LoadBalancerIds: list(id(), 100).optional(),
    LoadBalancerName: text(128).optional(),
    Type: text(64).optional(),
    Status: text(64).optional(),
    AddressIpVersion: text(64).optional(),
    VpcId: id().optional(),
    MasterZoneId: id().optional(),
    EniAddress: text(64).optional(),
    EipAddress: text(64).optional(),
    /** Of instances, or of their addresses, that a load balancer has as backend servers. */
    InstanceIds: list(id(), 100).optional(),
    InstanceIps: list(text(64), 100).optional(),
    ProjectName: text(64).optional(),
    TagFilters: tagFilters().optional(),
    ...numberPaging(),
  });

/** Lists the caller's load balancers; conditions are ANDed, and nothing found is an empty list. */
export const describeLoadBalancers = readAction({
  name: 'DescribeLoadBalancers',
  summary: 'list load balancers',
  parameters,
  result: () =>
    z.object({
      LoadBalancers: z.array(z.object(loadBalancerResult())),
      ...numberPagingResult(),
    }),

  async view(tx, input, context) {
    const owner = ownerOf(context);
    const { rows, paging } = await pageOf<LoadBalancerRow>(
      tx,
      'load_balancer',
      pagingOf(input),
      (db) => matching(db, owner, input),
    );
    return { LoadBalancers: await viewLoadBalancers(tx, rows), ...pageNumbers(paging) };
  },
});

function matching(db: Db, owner: Owner, input: z.infer<ReturnType<typeof parameters>>) {
  const conditions = {
    name: input.LoadBalancerName,
    type: input.Type,
    status: input.Status,
    address_ip_version: input.AddressIpVersion,
    vpc_id: input.VpcId,
    master_zone_id: input.MasterZoneId,
    eni_address: input.EniAddress,
    project_name: input.ProjectName,
  };
  let select = ownRows(db, 'load_balancer', owner, conditions, input.LoadBalancerIds);
  const { EipAddress, InstanceIds, InstanceIps, TagFilters } = input;
  if (EipAddress !== undefined) {
    select = select.where((where) =>
      where.exists(
        where
          .selectFrom('eip')
          .select('eip.id')
          .whereRef('eip.instance_id', '=', 'load_balancer.id')
          .where('eip.ip_address', '=', EipAddress),
      ),
    );
  }
  for (const [column, values] of [
    ['backend_server.instance_id', InstanceIds],
    ['backend_server.ip', InstanceIps],
  ] as const) {
    if (values === undefined) continue;
    select = select.where((where) =>
      where.exists(
        where
          .selectFrom('server_group')
          .innerJoin('backend_server', 'backend_server.server_group_id', 'server_group.id')
          .select('server_group.id')
          .whereRef('server_group.load_balancer_id', '=', 'load_balancer.id')
          .where(column, 'in', values),
      ),
    );
  }
  return TagFilters
    ? select.where((where) => tagged(where, 'load_balancer.id', TagFilters))
    : select;
}
