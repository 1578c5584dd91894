import * as z from 'zod';
import { beijing } from '#platform/time.ts';
import { addressesOfInterfaces } from '#services/vpc/network-interface/rows.ts';
import { tagResult } from '#services/vpc/tag/parameters.ts';
import { tagsOf } from '#services/vpc/tag/rows.ts';
import type { LoadBalancerRow } from '#store/schema/clb.ts';
import type { EipRow } from '#store/schema.ts';
import type { Reader } from '#store/store.ts';
import { eipsOnLoadBalancers, ipv6BandwidthsOn } from './rows.ts';

/** A load balancer as DescribeLoadBalancers shows it, and both Describes. Source: the SDK's types. */
export const loadBalancerResult = () => ({
  LoadBalancerId: z.string(),
  LoadBalancerName: z.string(),
  Description: z.string(),
  Type: z.string(),
  Status: z.string(),
  BusinessStatus: z.string(),
  LockReason: z.string(),
  AccountId: z.string(),
  AddressIpVersion: z.string(),
  BypassSecurityGroupEnabled: z.string(),
  EipAddress: z.string(),
  EipID: z.string(),
  EniAddress: z.string(),
  EniAddressNum: z.int(),
  EniAddresses: z.array(
    z.object({ EniAddress: z.string(), EipAddress: z.string(), EipId: z.string() }),
  ),
  EniID: z.string(),
  EniIpv6Address: z.string(),
  Ipv6EipId: z.string(),
  ExclusiveClusterId: z.string(),
  LoadBalancerBillingType: z.int(),
  LoadBalancerSpec: z.string(),
  MasterZoneId: z.string(),
  SlaveZoneId: z.string(),
  ModificationProtectionReason: z.string(),
  ModificationProtectionStatus: z.string(),
  NewArch: z.boolean(),
  ServiceManaged: z.boolean(),
  TimestampRemoveEnabled: z.string(),
  SubnetId: z.string(),
  VpcId: z.string(),
  ProjectName: z.string(),
  Tags: z.array(tagResult()),
  CreateTime: z.string(),
  UpdateTime: z.string(),
  ExpiredTime: z.string(),
  OverdueTime: z.string(),
  DeletedTime: z.string(),
});

export type LoadBalancerView = z.infer<z.ZodObject<ReturnType<typeof loadBalancerResult>>>;

/** Views of the given rows, in their order, with a fixed number of statements. */
export async function viewLoadBalancers(
  tx: Reader,
  rows: readonly LoadBalancerRow[],
): Promise<LoadBalancerView[]> {
  const ids = rows.map(({ id }) => id);
  const eips = ids.length === 0 ? [] : await tx.allOf(eipsOnLoadBalancers, ids);
  const tags = await tagsOf(tx, ids);
  const interfaces = rows.map((row) => row.network_interface_id);
  const addresses = await addressesOfInterfaces(tx, interfaces);
  const bandwidths = ids.length === 0 ? [] : await tx.allOf(ipv6BandwidthsOn, interfaces);
  return rows.map((row) => {
    const own = row.network_interface_id;
    return {
      ...view(
        row,
        eips.find(({ instance_id }) => instance_id === row.id),
      ),
      EniIpv6Address: addresses.get(own)?.find(({ family }) => family === 6)?.address ?? '',
      Ipv6EipId:
        bandwidths.find(({ network_interface_id }) => network_interface_id === own)?.id ?? '',
      Tags: tags.get(row.id) ?? [],
    };
  });
}

function view(
  row: LoadBalancerRow,
  eip: Pick<EipRow, 'id' | 'ip_address'> | undefined,
): Omit<LoadBalancerView, 'EniIpv6Address' | 'Ipv6EipId' | 'Tags'> {
  const { id: eipId = '', ip_address: eipAddress = '' } = eip ?? {};
  return {
    LoadBalancerId: row.id,
    LoadBalancerName: row.name,
    Description: row.description,
    Type: row.type,
    Status: row.status,
    BusinessStatus: 'Normal',
    LockReason: '',
    AccountId: row.account_id,
    AddressIpVersion: row.address_ip_version,
    BypassSecurityGroupEnabled: row.bypass_security_group_enabled,
    EipAddress: eipAddress,
    EipID: eipId,
    EniAddress: row.eni_address,
    EniAddressNum: row.eni_address_num,
    EniAddresses: [{ EniAddress: row.eni_address, EipAddress: eipAddress, EipId: eipId }],
    EniID: row.network_interface_id,
    ExclusiveClusterId: '',
    LoadBalancerBillingType: row.billing_type,
    LoadBalancerSpec: row.spec,
    MasterZoneId: row.master_zone_id,
    SlaveZoneId: row.slave_zone_id,
    ModificationProtectionReason: row.modification_protection_reason,
    ModificationProtectionStatus: row.modification_protection_status,
    NewArch: true,
    ServiceManaged: false,
    TimestampRemoveEnabled: 'off',
    SubnetId: row.subnet_id,
    VpcId: row.vpc_id,
    ProjectName: row.project_name,
    CreateTime: beijing(row.created_at),
    UpdateTime: beijing(row.updated_at),
    ExpiredTime: row.expires_at === 0 ? '' : beijing(row.expires_at),
    OverdueTime: '',
    DeletedTime: '',
  };
}
