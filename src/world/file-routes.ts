import { Once } from './file-duplicates.ts';
import { pathText, type Report } from './file-problems.ts';
import type { PlacedSeeds } from './placed-seeds.ts';

/**
 * Reports a second gateway of a VPC, a subnet on two tables, two routes of a table to the same
 * block, and a route to a block whose traffic stays in the VPC.
 */
export function checkRoutes(seeds: PlacedSeeds, report: Report): void {
  const once = new Once(report);
  for (const { path, vpcId } of seeds.ipv6Gateways) once.add(vpcId, [...path, 'vpcId'], 'gateway');
  const own = ownBlocks(seeds);
  for (const { path, vpcId, subnetIds, entries } of seeds.routeTables) {
    for (const [index, id] of subnetIds.entries()) {
      once.add(id, [...path, 'subnetIds', index], 'subnet on a table');
    }
    for (const [index, { destinationCidrBlock }] of entries.entries()) {
      const at = [...path, 'entries', index, 'destinationCidrBlock'];
      once.add(destinationCidrBlock, at, `route of ${pathText(path)}`);
      const holder = own.get(`${vpcId} ${destinationCidrBlock}`);
      if (holder !== undefined) report(at, `${destinationCidrBlock} is the block of ${holder}`);
    }
  }
}

/** The owners of the blocks of VPCs and subnets, by `vpc-1 10.0.0.0/16`. */
function ownBlocks({ vpcs, subnets }: PlacedSeeds): Map<string, string> {
  const own = new Map<string, string>();
  const add = (vpcId: string, id: string, ...blocks: (string | undefined)[]) => {
    for (const block of blocks) if (block) own.set(`${vpcId} ${block}`, id);
  };
  for (const vpc of vpcs) add(vpc.id, vpc.id, vpc.cidrBlock, vpc.ipv6CidrBlock);
  for (const subnet of subnets) {
    add(subnet.vpcId, subnet.id, subnet.cidrBlock, subnet.ipv6CidrBlock);
  }
  return own;
}
