import * as z from 'zod';
import type { NatIpRow } from '#store/schema/nat-gateway.ts';
import type { Reader } from '#store/store.ts';
import { dnatEntriesOfGateways } from '../dnat-entry/rows.ts';
import { snatEntriesOfGateways } from '../snat-entry/rows.ts';
import { usingStatus } from '../using-status.ts';

/** A NAT IP as both Describe actions answer it. Source: the SDK's types. */
export const natIpResult = () =>
  z.object({
    NatIpId: z.string(),
    NatIpName: z.string(),
    NatIpDescription: z.string(),
    NatGatewayId: z.string(),
    NatIp: z.string(),
    IsDefault: z.boolean(),
    Status: z.string(),
    UsingStatus: z.string(),
  });

export type NatIpView = z.infer<ReturnType<typeof natIpResult>>;

/** Views of the given rows, in their order, with a fixed number of statements. */
export async function viewNatIps(tx: Reader, rows: readonly NatIpRow[]): Promise<NatIpView[]> {
  const gateways = [...new Set(rows.map(({ nat_gateway_id }) => nat_gateway_id))];
  const snat = await snatEntriesOfGateways(tx, gateways);
  const dnat = await dnatEntriesOfGateways(tx, gateways);
  return rows.map((row) => ({
    NatIpId: row.id,
    NatIpName: row.name,
    NatIpDescription: row.description,
    NatGatewayId: row.nat_gateway_id,
    NatIp: row.ip_address,
    IsDefault: row.is_default === 1,
    Status: row.status,
    UsingStatus: usingStatus(
      snat.get(row.nat_gateway_id)?.some(({ nat_ip_id }) => nat_ip_id === row.id) ?? false,
      dnat.get(row.nat_gateway_id)?.some(({ external_ip }) => external_ip === row.ip_address) ??
        false,
    ),
  }));
}
