import * as z from 'zod';
import { beijing } from '#platform/time.ts';
import { eipsOfNatGateways } from '#services/vpc/eip/rows.ts';
import { type Tag, tagResult } from '#services/vpc/tag/parameters.ts';
import { tagsOf } from '#services/vpc/tag/rows.ts';
import type { NatGatewayRow } from '#store/schema/nat-gateway.ts';
import type { Reader } from '#store/store.ts';
import { dnatEntriesOfGateways } from '../dnat-entry/rows.ts';
import { natIpsOfGateways } from '../nat-ip/rows.ts';
import { eipsOfSnatEntriesOf, snatEntriesOfGateways } from '../snat-entry/rows.ts';
import { usingStatus } from '../using-status.ts';

const ofBoth = () => ({
  NatGatewayId: z.string(),
  NatGatewayName: z.string(),
  Description: z.string(),
  NetworkType: z.string(),
  Status: z.string(),
  VpcId: z.string(),
  SubnetId: z.string(),
  ZoneId: z.string(),
  NetworkInterfaceId: z.string(),
  Spec: z.string(),
  BillingType: z.int(),
  EipAddresses: z.array(
    z.object({ AllocationId: z.string(), EipAddress: z.string(), UsingStatus: z.string() }),
  ),
  SnatEntryIds: z.array(z.string()),
  DnatEntryIds: z.array(z.string()),
  SmartScheduleEnabled: z.boolean(),
  SmartScheduleRule: z.string(),
  BusinessStatus: z.string(),
  LockReason: z.string(),
  ProjectName: z.string(),
  Tags: z.array(tagResult()),
  CreationTime: z.string(),
  UpdatedAt: z.string(),
  ExpiredTime: z.string(),
  OverdueTime: z.string(),
  DeletedTime: z.string(),
});

/** A NAT gateway as DescribeNatGateways answers it. Source: the SDK's types. */
export const natGatewayResult = () => z.object({ ...ofBoth(), DirectMode: z.boolean() });

/** A NAT gateway as DescribeNatGatewayAttributes answers it. Source: the SDK's types. */
export const natGatewayAttributesResult = () =>
  z.object({
    ...ofBoth(),
    NatIpAddresses: z.array(z.object({ NatIpId: z.string(), NatIpAddress: z.string() })),
  });

type NatGatewayView = z.infer<ReturnType<typeof natGatewayResult>> &
  z.infer<ReturnType<typeof natGatewayAttributesResult>>;

/** Views of the given rows, in their order, with a fixed number of statements. */
export async function viewNatGateways(
  tx: Reader,
  rows: readonly NatGatewayRow[],
): Promise<NatGatewayView[]> {
  const ids = rows.map(({ id }) => id);
  const eips = await eipsOfNatGateways(tx, ids);
  const snat = await snatEntriesOfGateways(tx, ids);
  const dnat = await dnatEntriesOfGateways(tx, ids);
  const ofSnat = await eipsOfSnatEntriesOf(tx, ids);
  const natIps = await natIpsOfGateways(tx, ids);
  const tags = await tagsOf(tx, ids);
  return rows.map((row) =>
    view(row, {
      eips: eips.get(row.id) ?? [],
      snatEntryIds: (snat.get(row.id) ?? []).map(({ id }) => id),
      dnatEntries: dnat.get(row.id) ?? [],
      eipsOfSnat: new Set(ofSnat.get(row.id)),
      natIps: natIps.get(row.id) ?? [],
      tags: tags.get(row.id) ?? [],
    }),
  );
}

interface Parts {
  readonly eips: readonly { readonly id: string; readonly ip_address: string }[];
  readonly snatEntryIds: string[];
  readonly dnatEntries: readonly { readonly id: string; readonly external_ip: string }[];
  /** The EIPs that an SNAT entry of it uses. */
  readonly eipsOfSnat: ReadonlySet<string>;
  readonly natIps: readonly { readonly id: string; readonly ip_address: string }[];
  readonly tags: Tag[];
}

function view(row: NatGatewayRow, parts: Parts): NatGatewayView {
  const ofDnat = new Set(parts.dnatEntries.map(({ external_ip }) => external_ip));
  return {
    NatGatewayId: row.id,
    NatGatewayName: row.name,
    Description: row.description,
    NetworkType: row.network_type,
    Status: row.status,
    VpcId: row.vpc_id,
    SubnetId: row.subnet_id,
    ZoneId: row.zone_id,
    NetworkInterfaceId: row.network_interface_id,
    Spec: row.spec,
    BillingType: row.billing_type,
    EipAddresses: parts.eips.map(({ id, ip_address }) => ({
      AllocationId: id,
      EipAddress: ip_address,
      UsingStatus: usingStatus(parts.eipsOfSnat.has(id), ofDnat.has(ip_address)),
    })),
    NatIpAddresses: parts.natIps.map(({ id, ip_address }) => ({
      NatIpId: id,
      NatIpAddress: ip_address,
    })),
    SnatEntryIds: parts.snatEntryIds,
    DnatEntryIds: parts.dnatEntries.map(({ id }) => id),
    DirectMode: row.direct_mode === 1,
    SmartScheduleEnabled: row.smart_schedule_enabled === 1,
    SmartScheduleRule: row.smart_schedule_rule,
    BusinessStatus: 'Normal',
    LockReason: '',
    ProjectName: row.project_name,
    Tags: parts.tags,
    CreationTime: beijing(row.created_at),
    UpdatedAt: beijing(row.updated_at),
    ExpiredTime: row.expires_at === 0 ? '' : beijing(row.expires_at),
    OverdueTime: '',
    DeletedTime: '',
  };
}
