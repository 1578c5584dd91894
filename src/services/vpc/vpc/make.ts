import type { Context } from '#core/context.ts';
import { reserveQuota } from '#core/quota.ts';
import { RESOURCES } from '#core/resources.ts';
import type { Writer } from '#store/store.ts';
import { DEFAULT_PROJECT } from '../names.ts';
import { makeRouteTable } from '../route-table/make.ts';
import { makeSecurityGroup } from '../security-group/make.ts';
import type { Tag } from '../tag/parameters.ts';
import { addTags } from '../tag/rows.ts';
import { addIpv6Block } from './cidr-rows.ts';
import type { VpcStatus } from './lifecycle.ts';

/**
 * What a new VPC is made of. Blocks are in their canonical form, as `ipv4Cidr` and `ipv6Block` give
 * them.
 */
export interface VpcSpec {
  /** Absent for new ids: those of the VPC, its route table and its Default security group. */
  readonly id?: string | undefined;
  readonly routeTableId?: string | undefined;
  readonly securityGroupId?: string | undefined;
  readonly accountId: string;
  readonly status: VpcStatus;
  readonly cidrBlock: string;
  /** Absent for a VPC without IPv6. */
  readonly ipv6?: { readonly cidrBlock: string; readonly isp: string } | undefined;
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly projectName?: string | undefined;
  readonly dnsServers?: readonly string[] | undefined;
  readonly isDefault?: boolean;
  readonly tags?: readonly Tag[] | undefined;
}

export interface MadeVpc {
  readonly id: string;
  readonly routeTableId: string;
  readonly securityGroupId: string;
}

/**
 * Makes a VPC with its system route table and its Default security group. Adds both to the quota
 * usage, but does not check the quotas.
 */
export async function makeVpc(tx: Writer, context: Context, spec: VpcSpec): Promise<MadeVpc> {
  const id = spec.id ?? context.ids.resource(RESOURCES.vpc.idPrefix);
  const routeTableId = spec.routeTableId ?? context.ids.resource(RESOURCES.route_table.idPrefix);
  const owner = { id, account_id: spec.accountId, region: context.region.id };
  const projectName = spec.projectName ?? DEFAULT_PROJECT;
  await tx.insert('vpc', {
    ...owner,
    project_name: projectName,
    name: spec.name ?? id,
    description: spec.description ?? '',
    status: spec.status,
    cidr_block: spec.cidrBlock,
    ipv6_cidr_block: spec.ipv6?.cidrBlock ?? '',
    ipv6_isp: spec.ipv6?.isp ?? '',
    dns_servers: JSON.stringify(spec.dnsServers ?? []),
    route_table_id: routeTableId,
    is_default: spec.isDefault ? 1 : 0,
    ipv4_private: 0,
  });
  if (spec.ipv6) {
    await addIpv6Block(tx, owner, { cidr_block: spec.ipv6.cidrBlock, isp: spec.ipv6.isp });
  }
  await makeRouteTable(tx, context, {
    id: routeTableId,
    accountId: spec.accountId,
    vpcId: id,
    type: 'System',
    projectName,
  });
  tx.touch('vpc', id);
  await addTags(tx, owner, 'vpc', spec.tags);
  await reserveQuota(tx, owner, 'Vpcs', 1);
  // The Default group needs no transition of its own: nothing can use it before the VPC is
  // Available.
  const securityGroupId = await makeSecurityGroup(tx, context, {
    id: spec.securityGroupId,
    accountId: spec.accountId,
    vpcId: id,
    type: 'default',
    status: 'Available',
    name: 'Default',
    projectName,
  });
  return { id, routeTableId, securityGroupId };
}
