import * as z from 'zod';
import { beijing } from '#platform/time.ts';
import type { Ipv6AddressBandwidthRow } from '#store/schema/ipv6-gateway.ts';
import type { Reader } from '#store/store.ts';
import { ipv6GatewaysOfVpcs } from '../ipv6-gateway/rows.ts';
import { instancesOfInterfaces } from '../network-interface/rows.ts';
import { tagResult } from '../tag/parameters.ts';
import { tagsOf } from '../tag/rows.ts';

/** What both Describe actions show of the public bandwidth of an IPv6 address. */
export const common = () => ({
  AllocationId: z.string(),
  Ipv6Address: z.string(),
  Ipv6GatewayId: z.string(),
  InstanceType: z.string(),
  InstanceId: z.string(),
  NetworkType: z.string(),
  ISP: z.string(),
  SpecificEgress: z.string(),
  BillingType: z.int(),
  Bandwidth: z.int(),
  BandwidthPackageId: z.string(),
  Status: z.string(),
  BusinessStatus: z.string(),
  LockReason: z.string(),
  ProjectName: z.string(),
  Tags: z.array(tagResult()),
  CreationTime: z.string(),
  OverdueTime: z.string(),
});

const result = () => z.object(common());

/** Views of the given rows, in their order, with a fixed number of statements. */
export async function viewBandwidths(
  tx: Reader,
  rows: readonly Ipv6AddressBandwidthRow[],
): Promise<z.infer<ReturnType<typeof result>>[]> {
  const distinct = (ids: string[]) => [...new Set(ids)];
  const gateways = await ipv6GatewaysOfVpcs(tx, distinct(rows.map((row) => row.vpc_id)));
  const instances = await instancesOfInterfaces(
    tx,
    distinct(rows.map((row) => row.network_interface_id)),
  );
  const tags = await tagsOf(
    tx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => {
    const instance = instances.get(row.network_interface_id);
    return {
      AllocationId: row.id,
      Ipv6Address: row.ipv6_address,
      Ipv6GatewayId: gateways.get(row.vpc_id) ?? '',
      InstanceType: instance === undefined ? 'NetworkInterface' : 'EcsInstance',
      InstanceId: instance ?? row.network_interface_id,
      NetworkType: 'Public',
      ISP: row.isp,
      SpecificEgress: '',
      BillingType: row.billing_type,
      Bandwidth: row.independent_bandwidth || row.bandwidth,
      BandwidthPackageId: row.bandwidth_package_id,
      Status: row.status,
      BusinessStatus: 'Normal',
      LockReason: '',
      ProjectName: row.project_name,
      Tags: tags.get(row.id) ?? [],
      CreationTime: beijing(row.created_at),
      OverdueTime: '',
    };
  });
}
