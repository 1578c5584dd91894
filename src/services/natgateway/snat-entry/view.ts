import * as z from 'zod';
import type { SnatEntryRow } from '#store/schema/nat-gateway.ts';
import type { Reader } from '#store/store.ts';
import { eipsOfSnatEntries } from './rows.ts';

/** An SNAT entry as both Describe actions answer it. Source: the SDK's types. */
export const snatEntryResult = () =>
  z.object({
    SnatEntryId: z.string(),
    SnatEntryName: z.string(),
    NatGatewayId: z.string(),
    SubnetId: z.string(),
    SourceCidr: z.string(),
    EipId: z.string(),
    EipAddress: z.string(),
    NatIpId: z.string(),
    Status: z.string(),
  });

export type SnatEntryView = z.infer<ReturnType<typeof snatEntryResult>>;

/** Views of the given rows, in their order, with a fixed number of statements. */
export async function viewSnatEntries(
  tx: Reader,
  rows: readonly SnatEntryRow[],
): Promise<SnatEntryView[]> {
  const eips = await eipsOfSnatEntries(
    tx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => {
    const used = eips.get(row.id) ?? [];
    return {
      SnatEntryId: row.id,
      SnatEntryName: row.name,
      NatGatewayId: row.nat_gateway_id,
      SubnetId: row.subnet_id,
      // Of one about a subnet it is the block of the subnet at that time, which Terraform compares.
      SourceCidr: row.source_cidr,
      EipId: used.map(({ id }) => id).join(','),
      EipAddress: used.map(({ ip_address }) => ip_address).join(','),
      NatIpId: row.nat_ip_id,
      Status: row.status,
    };
  });
}
