import { saidEips } from './export-eips.ts';
import { noteVolumes, saidInstances } from './export-instances.ts';
import { saidInterfaces } from './export-interfaces.ts';
import { saidRouteTables } from './export-route-tables.ts';
import type { ExportScope } from './export-scope.ts';
import { saidSecurityGroups } from './export-security-groups.ts';
import { saidSubnets, saidVpcs } from './export-vpcs.ts';
import type { Said } from './export-world.ts';

/**
 * The resources as the lists of a world file. What refers to something that is left out is left out,
 * too.
 */
export async function saidResources(scope: ExportScope): Promise<Said> {
  const vpcRows = await scope.rows('vpc');
  const groupRows = await scope.rows('security_group');
  const tableRows = await scope.rows('route_table');
  // Each after those that it may refer to.
  const vpcs = await saidVpcs(scope, vpcRows, groupRows);
  const subnets = saidSubnets(scope, await scope.rows('subnet'), vpcRows);
  const securityGroups = await saidSecurityGroups(scope, groupRows);
  const managed = await interfacesOfServices(scope);
  const interfaceRows = (await scope.rows('network_interface')).filter(({ id }) => {
    const owner = managed.get(id);
    if (owner !== undefined) scope.note(id, `it is the interface of ${owner}`);
    return owner === undefined;
  });
  const instances = await saidInstances(scope, await scope.rows('instance'), interfaceRows, vpcs);
  await noteVolumes(scope);
  const networkInterfaces = await saidInterfaces(scope, interfaceRows);
  const eips = saidEips(scope, await scope.rows('eip'));
  const ipv6Gateways = (await scope.rows('ipv6_gateway'))
    .filter((row) => scope.mayBe(row, row.vpc_id))
    .map((row) => ({ ...scope.common(row), vpcId: row.vpc_id }));
  const routeTables = await saidRouteTables(scope, tableRows);
  return {
    vpcs,
    subnets,
    securityGroups,
    instances,
    networkInterfaces,
    eips,
    ipv6Gateways,
    routeTables,
  };
}

/** The interfaces that other resources have for themselves, and whose they are. */
async function interfacesOfServices(scope: ExportScope): Promise<ReadonlyMap<string, string>> {
  const owners = [...(await scope.rows('nat_gateway')), ...(await scope.rows('load_balancer'))];
  return new Map(owners.map((row) => [row.network_interface_id, row.id]));
}
