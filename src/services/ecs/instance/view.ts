import { createHash } from 'node:crypto';
import { beijing } from '#platform/time.ts';
import { volumeIdsOf } from '#services/storage-ebs/volume/rows.ts';
import { type BoundEip, eipsOfInterfaces } from '#services/vpc/eip/rows.ts';
import {
  addressesOfInterfaces,
  interfacesOfInstances,
  securityGroupsOfInterfaces,
} from '#services/vpc/network-interface/rows.ts';
import { ipv6Sets } from '#services/vpc/network-interface/view.ts';
import type { Tag } from '#services/vpc/tag/parameters.ts';
import { tagsOf } from '#services/vpc/tag/rows.ts';
import type { DeploymentSetMemberRow } from '#store/schema/deployment-set.ts';
import type { AddressRow, InstanceRow, NetworkInterfaceRow } from '#store/schema.ts';
import type { Reader } from '#store/store.ts';
import type { World } from '#world/world.ts';
import { membershipsOf } from '../deployment-set/rows.ts';
import { findImage } from '../image/view.ts';
import { keyPairIds } from '../key-pair/rows.ts';
import { typesOfOrders } from '../scheduled-instance/rows.ts';
import { coresOf } from './options.ts';
import type { InstanceView, InterfaceOfInstanceView } from './result.ts';

/** Views of the given rows, in their order, with a fixed number of statements. */
export async function viewInstances(
  tx: Reader,
  world: World,
  rows: readonly InstanceRow[],
): Promise<InstanceView[]> {
  const ids = rows.map(({ id }) => id);
  const interfaces = await interfacesOfInstances(tx, ids);
  const interfaceIds = [...interfaces.values()].flat().map(({ id }) => id);
  const addresses = await addressesOfInterfaces(tx, interfaceIds);
  const groups = await securityGroupsOfInterfaces(tx, interfaceIds);
  const eips = await eipsOfInterfaces(tx, interfaceIds);
  const volumes = await volumeIdsOf(tx, ids);
  const tags = await tagsOf(tx, ids);
  const memberships = await membershipsOf(tx, ids);
  const keyPairs = await keyPairsOf(tx, rows);
  const orders = rows.map((row) => row.scheduled_instance_id).filter((id) => id !== '');
  const orderTypes = await typesOfOrders(tx, [...new Set(orders)]);
  return rows.map((row) => {
    const on = interfaces.get(row.id) ?? [];
    return view(world, row, {
      interfaces: on.map((each) =>
        viewInterface(each, addresses.get(each.id) ?? [], groups.get(each.id) ?? []),
      ),
      eip: eipOf(on[0], eips),
      volumeIds: volumes.get(row.id) ?? [],
      tags: tags.get(row.id) ?? [],
      membership: memberships.get(row.id),
      keyPairId: keyPairs.get(row.key_pair_name) ?? '',
      // A world file may name an order that it does not contain.
      orderType: orderTypes.get(row.scheduled_instance_id) ?? 'Esi',
    });
  });
}

interface Parts {
  readonly interfaces: InterfaceOfInstanceView[];
  readonly eip: BoundEip | undefined;
  readonly volumeIds: readonly string[];
  readonly tags: Tag[];
  readonly keyPairId: string;
  readonly membership: DeploymentSetMemberRow | undefined;
  readonly orderType: string;
}

/** The ids of the rows' key pairs by name. All rows are of one account and region. */
async function keyPairsOf(tx: Reader, rows: readonly InstanceRow[]): Promise<Map<string, string>> {
  const names = new Set(
    rows.map(({ key_pair_name }) => key_pair_name).filter((name) => name !== ''),
  );
  const [first] = rows;
  return first === undefined ? new Map() : keyPairIds(tx, first, [...names]);
}

function view(world: World, row: InstanceRow, parts: Parts): InstanceView {
  const type = world.instanceType(row.instance_type_id);
  const image = findImage(world, row.image_id);
  return {
    InstanceId: row.id,
    InstanceName: row.name,
    Description: row.description,
    Status: row.status,
    ZoneId: row.zone_id,
    VpcId: row.vpc_id,
    InstanceTypeId: row.instance_type_id,
    Cpus: type?.cpus ?? 0,
    MemorySize: type?.memoryMiB ?? 0,
    ImageId: row.image_id,
    OsName: row.os_name || (image?.osName ?? ''),
    OsType: row.os_type || (image?.osType ?? ''),
    Hostname: row.hostname,
    HostName: row.hostname,
    CreatedAt: beijing(row.created_at),
    UpdatedAt: beijing(row.updated_at),
    ExpiredAt: row.expires_at === 0 ? '' : beijing(row.expires_at),
    InstanceChargeType: row.instance_charge_type,
    SpotStrategy: row.spot_strategy,
    SpotPriceLimit: Number(row.spot_price_limit),
    StoppedMode: row.stopped_mode,
    KeyPairId: parts.keyPairId,
    KeyPairName: row.key_pair_name,
    ProjectName: row.project_name,
    Uuid: uuidOf(row.id),
    DeletionProtection: row.deletion_protection === 1,
    DeploymentSetId: parts.membership?.deployment_set_id ?? '',
    DeploymentSetGroupNumber: parts.membership?.group_number ?? 0,
    HpcClusterId: row.hpc_cluster_id,
    ScheduledInstanceId: row.scheduled_instance_id,
    ElasticScheduledInstanceType: row.scheduled_instance_id === '' ? 'NoEsi' : parts.orderType,
    EnableJumboFrame: row.enable_jumbo_frame === 1,
    AffinityGroupId: '',
    CpuOptions: {
      CoreCount: coresOf(type),
      ThreadsPerCore: row.threads_per_core,
      TopologyType: row.cpu_topology_type,
    },
    LocalVolumes: [],
    Volumes: parts.volumeIds.map((VolumeId) => ({ VolumeId })),
    Tags: parts.tags,
    Placement: {
      Affinity: 'Default',
      DedicatedHostClusterId: '',
      DedicatedHostId: '',
      Tenancy: 'Default',
    },
    MetadataOptions: { HttpTokens: row.http_tokens },
    RdmaIpAddresses: [],
    RdmaNetworkInterfaceDetails: [],
    EipAddress: parts.eip ? { AllocationId: parts.eip.id, IpAddress: parts.eip.ip_address } : null,
    NetworkInterfaces: parts.interfaces,
  };
}

function viewInterface(
  row: NetworkInterfaceRow,
  addresses: readonly AddressRow[],
  securityGroupIds: string[],
): InterfaceOfInstanceView {
  const ipv6 = ipv6Sets(addresses);
  return {
    NetworkInterfaceId: row.id,
    Type: row.type,
    MacAddress: row.mac_address,
    PrimaryIpAddress: row.primary_ip_address,
    Ipv6Addresses: ipv6,
    IPv6Sets: ipv6,
    SecurityGroupIds: securityGroupIds,
    SubnetId: row.subnet_id,
    VpcId: row.vpc_id,
  };
}

/** An instance's own EIP is the one on its first interface's primary address. */
function eipOf(
  primary: NetworkInterfaceRow | undefined,
  eips: ReadonlyMap<string, readonly BoundEip[]>,
): BoundEip | undefined {
  if (primary?.type !== 'primary') return undefined;
  return eips
    .get(primary.id)
    ?.find(({ private_ip_address }) => private_ip_address === primary.primary_ip_address);
}

/** A UUID that an instance always has, made from its id. */
function uuidOf(id: string): string {
  const hex = createHash('sha256').update(id).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20, 32),
  ].join('-');
}
