import * as z from 'zod';
import { readAction } from '../../action.ts';
import { pageOf, pagingOf, pagingParameters, pagingResult } from '../../paging.ts';
import { flag, id, list } from '../../parameters.ts';
import { refuse } from '../../refusal.ts';
import { type Owner, ownRows } from '../../store/owned.ts';
import type { Db, NetworkInterfaceRow } from '../../store/schema.ts';
import { vpcRefusals } from '../refusals.ts';
import { ipv6Text } from '../subnet/range.ts';
import { tagFilters } from '../tag/parameters.ts';
import { tagged } from '../tag/rows.ts';
import { ownVpc } from '../vpc/rows.ts';
import { networkInterfaceResult, viewInterfaces } from './view.ts';

const parameters = z.object({
  NetworkInterfaceIds: list(id(), 100).optional(),
  NetworkInterfaceName: z.string().max(128).optional(),
  Type: z.enum(['primary', 'secondary', 'trunk']).optional(),
  Status: z
    .enum(['Creating', 'Available', 'Attaching', 'InUse', 'Detaching', 'Deleting'])
    .optional(),
  InstanceId: id().optional(),
  VpcId: id().optional(),
  SubnetId: id().optional(),
  ZoneId: id().optional(),
  SecurityGroupId: id().optional(),
  PrimaryIpAddresses: list(z.string().max(64), 100).optional(),
  PrivateIpAddresses: list(z.string().max(64), 100).optional(),
  Ipv6Addresses: list(z.string().max(64), 100).optional(),
  ProjectName: z.string().max(64).optional(),
  TagFilters: tagFilters().optional(),
  EnableWeakConsistency: flag().optional(),
  ...pagingParameters,
});

/** Lists the caller's interfaces; conditions are ANDed, and nothing found is an empty list. */
export const describeNetworkInterfaces = readAction({
  name: 'DescribeNetworkInterfaces',
  summary: 'list network interfaces',
  parameters,
  result: z.object({ NetworkInterfaceSets: z.array(networkInterfaceResult), ...pagingResult }),
  inert: ['EnableWeakConsistency'],
  refusals: [
    vpcRefusals.NextTokenMalformed,
    vpcRefusals.VpcNotFound,
    vpcRefusals.PrivateIpsNeedVpc,
  ],

  async view(tx, input, { accountId, region }) {
    const paging = pagingOf(input, vpcRefusals.NextTokenMalformed);
    if (input.PrivateIpAddresses && !input.VpcId) refuse(vpcRefusals.PrivateIpsNeedVpc);
    // Observed: a VPC that is gone is refused here, not answered with an empty list.
    if (input.VpcId !== undefined) {
      const key = { id: input.VpcId, account_id: accountId, region: region.id };
      if ((await tx.first(ownVpc, key)) === undefined) refuse(vpcRefusals.VpcNotFound);
    }
    const page = await pageOf<NetworkInterfaceRow>(tx, 'network_interface', paging, (db) =>
      matching(db, { account_id: accountId, region: region.id }, input),
    );
    return { NetworkInterfaceSets: await viewInterfaces(tx, page.rows), ...page.paging };
  },
});

function matching(db: Db, owner: Owner, input: z.infer<typeof parameters>) {
  let select = ownRows(db, 'network_interface', owner, {
    name: input.NetworkInterfaceName,
    type: input.Type,
    status: input.Status,
    instance_id: input.InstanceId,
    vpc_id: input.VpcId,
    subnet_id: input.SubnetId,
    zone_id: input.ZoneId,
    project_name: input.ProjectName,
  });
  // A service-managed interface shows no instance, so no search by instance finds it.
  if (input.InstanceId !== undefined) select = select.where('service_managed', '=', 0);
  if (input.NetworkInterfaceIds) {
    select = select.where('network_interface.id', 'in', input.NetworkInterfaceIds);
  }
  const id = 'network_interface.id';
  if (input.PrimaryIpAddresses) {
    const holders = holding(db, input.PrimaryIpAddresses, 4, input.VpcId);
    select = select.where(id, 'in', holders.where('is_primary', '=', 1));
  }
  if (input.PrivateIpAddresses) {
    const holders = holding(db, input.PrivateIpAddresses, 4, input.VpcId);
    select = select.where(id, 'in', holders.where('is_primary', '=', 0));
  }
  if (input.Ipv6Addresses) {
    const asked = input.Ipv6Addresses.map((address) => ipv6Text(address) ?? address);
    select = select.where(id, 'in', holding(db, asked, 6, input.VpcId));
  }
  if (input.SecurityGroupId !== undefined) {
    const group = input.SecurityGroupId;
    select = select.where('network_interface.id', 'in', (within) =>
      within
        .selectFrom('network_interface_security_group')
        .select('network_interface_id')
        .where('security_group_id', '=', group),
    );
  }
  if (input.TagFilters) {
    const filters = input.TagFilters;
    select = select.where((where) => tagged(where, 'network_interface.id', filters));
  }
  return select;
}

/** The interfaces that hold one of the addresses: found by the addresses, not by the interfaces. */
function holding(db: Db, addresses: readonly string[], family: 4 | 6, vpcId: string | undefined) {
  const held = db
    .selectFrom('address')
    .select('network_interface_id')
    .where('address', 'in', addresses)
    .where('family', '=', family);
  return vpcId === undefined ? held : held.where('vpc_id', '=', vpcId);
}
