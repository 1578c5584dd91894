import * as z from 'zod';
import { beijing } from '#platform/time.ts';
import { natGatewaysOfVpcs } from '#services/natgateway/nat-gateway/rows.ts';
import type { VpcRow } from '#store/schema.ts';
import type { Reader } from '#store/store.ts';
import { ipv4GatewaysOfVpcs } from '../ipv4-gateway/rows.ts';
import { networkAclsInVpcs } from '../network-acl/rows.ts';
import { type Tag, tagResult } from '../tag/parameters.ts';
import { tagsOf } from '../tag/rows.ts';
import { type Blocks, blocksOfVpcs, type Ipv6OfVpc } from './cidr-rows.ts';
import { memberIdsOfVpcs } from './members.ts';

export const ipv6Result = () => z.object({ Ipv6CidrBlock: z.string(), Ipv6Isp: z.string() });

/** A VPC as both Describe actions answer it. Source: docs 6401/70495 and the SDK's types. */
export const vpcResult = () =>
  z.object({
    VpcId: z.string(),
    VpcName: z.string(),
    Description: z.string(),
    AccountId: z.string(),
    ProjectName: z.string(),
    Status: z.string(),
    CidrBlock: z.string(),
    SecondaryCidrBlocks: z.array(z.string()),
    UserCidrBlocks: z.array(z.string()),
    Ipv6CidrBlock: z.string(),
    Ipv6CidrBlocks: z.array(ipv6Result()),
    DnsServers: z.array(z.string()),
    SubnetIds: z.array(z.string()),
    RouteTableIds: z.array(z.string()),
    SecurityGroupIds: z.array(z.string()),
    NatGatewayIds: z.array(z.string()),
    AssociateCens: z.array(
      z.object({ CenId: z.string(), CenOwnerId: z.string(), CenStatus: z.string() }),
    ),
    NetworkAclNum: z.string(),
    Ipv4GatewayId: z.string(),
    SupportIpv4Gateway: z.boolean(),
    IsDefault: z.boolean(),
    Tags: z.array(tagResult()),
    CreationTime: z.string(),
    UpdateTime: z.string(),
  });

export type VpcView = z.infer<ReturnType<typeof vpcResult>>;

/** Views of the given rows, in their order, with a fixed number of statements. */
export async function viewVpcs(tx: Reader, rows: readonly VpcRow[]): Promise<VpcView[]> {
  const ids = rows.map(({ id }) => id);
  const subnets = await memberIdsOfVpcs(tx, 'subnet', ids);
  const groups = await memberIdsOfVpcs(tx, 'security_group', ids);
  const routeTables = await memberIdsOfVpcs(tx, 'route_table', ids);
  const blocks = await blocksOfVpcs(tx, ids);
  const networkAcls = await networkAclsInVpcs(tx, ids);
  const ipv4Gateways = await ipv4GatewaysOfVpcs(tx, ids);
  const natGateways = await natGatewaysOfVpcs(tx, ids);
  const tags = await tagsOf(tx, ids);
  return rows.map((row) =>
    view(row, {
      subnetIds: subnets.get(row.id) ?? [],
      securityGroupIds: groups.get(row.id) ?? [],
      routeTableIds: routeTables.get(row.id) ?? [],
      natGatewayIds: natGateways.get(row.id) ?? [],
      blocks: blocks.get(row.id),
      networkAcls: networkAcls.get(row.id) ?? 0,
      ipv4GatewayId: ipv4Gateways.get(row.id) ?? '',
      tags: tags.get(row.id) ?? [],
    }),
  );
}

export const viewIpv6 = (blocks: readonly Ipv6OfVpc[]): z.infer<ReturnType<typeof ipv6Result>>[] =>
  blocks.map(({ cidr_block, isp }) => ({ Ipv6CidrBlock: cidr_block, Ipv6Isp: isp }));

interface Parts {
  readonly subnetIds: string[];
  readonly securityGroupIds: string[];
  readonly routeTableIds: string[];
  readonly natGatewayIds: string[];
  readonly blocks: Blocks | undefined;
  readonly networkAcls: number;
  readonly ipv4GatewayId: string;
  readonly tags: Tag[];
}

function view(row: VpcRow, parts: Parts): VpcView {
  const { secondary = [], user = [], ipv6 = [] } = parts.blocks ?? {};
  return {
    VpcId: row.id,
    VpcName: row.name,
    Description: row.description,
    AccountId: row.account_id,
    ProjectName: row.project_name,
    Status: row.status,
    CidrBlock: row.cidr_block,
    SecondaryCidrBlocks: secondary,
    UserCidrBlocks: user,
    Ipv6CidrBlock: row.ipv6_cidr_block,
    Ipv6CidrBlocks: viewIpv6(ipv6),
    DnsServers: JSON.parse(row.dns_servers) as string[],
    SubnetIds: parts.subnetIds,
    RouteTableIds: parts.routeTableIds,
    SecurityGroupIds: parts.securityGroupIds,
    NatGatewayIds: parts.natGatewayIds,
    AssociateCens: [],
    NetworkAclNum: String(parts.networkAcls),
    Ipv4GatewayId: parts.ipv4GatewayId,
    SupportIpv4Gateway: parts.ipv4GatewayId !== '' || row.ipv4_private === 1,
    IsDefault: row.is_default === 1,
    Tags: parts.tags,
    CreationTime: beijing(row.created_at),
    UpdateTime: beijing(row.updated_at),
  };
}
