import * as z from 'zod';
import { beijing } from '#platform/time.ts';
import type { AddressRow, NetworkInterfaceRow } from '#store/schema.ts';
import type { Reader } from '#store/store.ts';
import { type BoundEip, eipsOfInterfaces } from '../eip/rows.ts';
import { type Tag, tagResult } from '../tag/parameters.ts';
import { tagsOf } from '../tag/rows.ts';
import { vpcNames } from '../vpc/rows.ts';
import { ofFamily } from './address-holder.ts';
import { addressesOfInterfaces, securityGroupsOfInterfaces } from './rows.ts';

const elasticIp = () =>
  z.object({
    AllocationId: z.string(),
    EipAddress: z.string(),
    ReleaseWithInstance: z.boolean(),
  });

/** An interface as both Describe actions answer it. Source: docs 6401/70762 and the SDK's types. */
export const networkInterfaceResult = () =>
  z.object({
    NetworkInterfaceId: z.string(),
    NetworkInterfaceName: z.string(),
    Description: z.string(),
    AccountId: z.string(),
    ProjectName: z.string(),
    VpcId: z.string(),
    VpcName: z.string(),
    SubnetId: z.string(),
    ZoneId: z.string(),
    Type: z.string(),
    Status: z.string(),
    MacAddress: z.string(),
    PrimaryIpAddress: z.string(),
    PrivateIpSets: z.object({
      PrivateIpSet: z.array(
        z.object({
          PrivateIpAddress: z.string(),
          Primary: z.boolean(),
          AssociatedElasticIp: elasticIp(),
        }),
      ),
    }),
    IPv6Sets: z.array(z.string()).nullable(),
    AssociatedElasticIp: elasticIp(),
    SecurityGroupIds: z.array(z.string()),
    PortSecurityEnabled: z.boolean(),
    TcpEstablishedTimeout: z.int(),
    TcpClosedAndTimeWaitTimeout: z.int(),
    UdpTimeout: z.int(),
    ServiceManaged: z.boolean(),
    DeviceId: z.string(),
    Attachment: z.object({ InstanceId: z.string(), DeleteOnTermination: z.boolean() }),
    Tags: z.array(tagResult()),
    CreatedAt: z.string(),
    UpdatedAt: z.string(),
  });

export type NetworkInterfaceView = z.infer<ReturnType<typeof networkInterfaceResult>>;

/** Views of the given rows, in their order, with a fixed number of statements. */
export async function viewInterfaces(
  tx: Reader,
  rows: readonly NetworkInterfaceRow[],
): Promise<NetworkInterfaceView[]> {
  const ids = rows.map(({ id }) => id);
  const addresses = await addressesOfInterfaces(tx, ids);
  const groups = await securityGroupsOfInterfaces(tx, ids);
  const eips = await eipsOfInterfaces(tx, ids);
  const tags = await tagsOf(tx, ids);
  const names = await vpcNames(tx, [...new Set(rows.map((row) => row.vpc_id))]);
  return rows.map((row) =>
    view(row, {
      addresses: addresses.get(row.id) ?? [],
      groups: groups.get(row.id) ?? [],
      eips: eips.get(row.id) ?? [],
      tags: tags.get(row.id) ?? [],
      vpcName: names.get(row.vpc_id) ?? '',
    }),
  );
}

interface Parts {
  readonly addresses: readonly AddressRow[];
  readonly groups: string[];
  readonly eips: readonly BoundEip[];
  readonly tags: Tag[];
  readonly vpcName: string;
}

/**
 * The IPv6 addresses among those of an interface; null when there are none. Terraform counts the
 * list whenever it is there, and plans to replace an instance whose count it did not ask for.
 */
export function ipv6Sets(addresses: readonly AddressRow[]): string[] | null {
  const ipv6 = ofFamily(addresses, 6).map(({ address }) => address);
  return ipv6.length === 0 ? null : ipv6;
}

function view(row: NetworkInterfaceRow, parts: Parts): NetworkInterfaceView {
  // A service-managed interface does not show its instance: docs 6401/70762.
  const deviceId = row.service_managed === 1 ? '' : (row.instance_id ?? '');
  const elasticIpOf = (address: string) => {
    const eip = parts.eips.find((each) => each.private_ip_address === address);
    return {
      AllocationId: eip?.id ?? '',
      EipAddress: eip?.ip_address ?? '',
      ReleaseWithInstance: eip?.release_with_instance === 1,
    };
  };
  return {
    NetworkInterfaceId: row.id,
    NetworkInterfaceName: row.name,
    Description: row.description,
    AccountId: row.account_id,
    ProjectName: row.project_name,
    VpcId: row.vpc_id,
    VpcName: parts.vpcName,
    SubnetId: row.subnet_id,
    ZoneId: row.zone_id,
    Type: row.type,
    Status: row.status,
    MacAddress: row.mac_address,
    PrimaryIpAddress: row.primary_ip_address,
    PrivateIpSets: {
      PrivateIpSet: ofFamily(parts.addresses, 4).map(({ address, is_primary }) => ({
        PrivateIpAddress: address,
        Primary: is_primary === 1,
        AssociatedElasticIp: elasticIpOf(address),
      })),
    },
    IPv6Sets: ipv6Sets(parts.addresses),
    AssociatedElasticIp: elasticIpOf(row.primary_ip_address),
    SecurityGroupIds: parts.groups,
    PortSecurityEnabled: row.port_security_enabled === 1,
    TcpEstablishedTimeout: row.tcp_established_timeout,
    TcpClosedAndTimeWaitTimeout: row.tcp_closing_timeout,
    UdpTimeout: row.udp_timeout,
    ServiceManaged: row.service_managed === 1,
    DeviceId: deviceId,
    Attachment: {
      InstanceId: deviceId,
      DeleteOnTermination: row.delete_on_termination === 1,
    },
    Tags: parts.tags,
    CreatedAt: beijing(row.created_at),
    UpdatedAt: beijing(row.updated_at),
  };
}
