import type { Context } from '#core/context.ts';
import { makeIpv6Gateway } from '#services/vpc/ipv6-gateway/make.ts';
import { makeRoute } from '#services/vpc/route-entry/make.ts';
import { nextHopOf } from '#services/vpc/route-entry/next-hop.ts';
import { makeRouteTable, putOnTable } from '#services/vpc/route-table/make.ts';
import { subnetById } from '#services/vpc/subnet/rows.ts';
import type { Writer } from '#store/store.ts';
import { gone, inVpc } from './seed-makers.ts';
import type { Ipv6GatewaySeed, RouteTableSeed } from './seeds.ts';

export async function plantIpv6Gateway(
  tx: Writer,
  context: Context,
  seed: Ipv6GatewaySeed,
): Promise<void> {
  await inVpc(tx, seed);
  await makeIpv6Gateway(tx, context, { ...seed, status: 'Available' });
}

/** Makes a route table with its routes and its subnets. */
export async function plantRouteTable(
  tx: Writer,
  context: Context,
  seed: RouteTableSeed,
): Promise<void> {
  await inVpc(tx, seed);
  const owner = { account_id: seed.accountId, region: seed.regionId };
  for (const { nextHopType, nextHopId } of seed.entries) {
    const hop = await nextHopOf(tx, nextHopType, { id: nextHopId, ...owner });
    if (hop.vpcId === undefined) throw gone(seed, nextHopId);
  }
  const id = await makeRouteTable(tx, context, { ...seed, type: 'Custom' });
  for (const subnetId of seed.subnetIds) {
    if ((await tx.first(subnetById, { id: subnetId })) === undefined) throw gone(seed, subnetId);
    await putOnTable(tx, subnetId, id);
  }
  const routeTable = {
    id,
    account_id: seed.accountId,
    project_name: seed.projectName,
    vpc_id: seed.vpcId,
  };
  for (const { destinationCidrBlock: destination, ...entry } of seed.entries) {
    await makeRoute(tx, context, { ...entry, routeTable, status: 'Available', destination });
  }
}
