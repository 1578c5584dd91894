import type { Kysely } from 'kysely';
import type { AccountTables } from './schema/account.ts';
import type { AsyncTaskTables } from './schema/async-task.ts';
import type { BandwidthPackageTables, InPackage } from './schema/bandwidth-package.ts';
import type { ClbTables } from './schema/clb.ts';
import type { CloudAssistantTables } from './schema/cloud-assistant.ts';
import type { DataPlaneTables } from './schema/data-plane.ts';
import type { DeploymentSetTables } from './schema/deployment-set.ts';
import type { EipTrafficTables } from './schema/eip-traffic.ts';
import type { FlowLogTables } from './schema/flow-log.ts';
import type { HaVipTables } from './schema/ha-vip.ts';
import type { HpcClusterTables } from './schema/hpc-cluster.ts';
import type { IamTables } from './schema/iam.ts';
import type { ImageTables } from './schema/image.ts';
import type { InstanceGroupTables } from './schema/instance-group.ts';
import type { InstanceIamRoleTables } from './schema/instance-iam-role.ts';
import type { InterfaceCounterTables } from './schema/interface-counter.ts';
import type { IpAddressPoolTables, PooledAndWatched } from './schema/ip-address-pool.ts';
import type { IpamTables } from './schema/ipam.ts';
import type { Ipv4GatewayTables } from './schema/ipv4-gateway.ts';
import type { Ipv6GatewayTables } from './schema/ipv6-gateway.ts';
import type { KeyPairTables } from './schema/key-pair.ts';
import type { LaunchTemplateTables } from './schema/launch-template.ts';
import type { ManualClockTables } from './schema/manual-clock.ts';
import type { NatGatewayTables } from './schema/nat-gateway.ts';
import type { NetworkAclTables } from './schema/network-acl.ts';
import type { PrefixListTables } from './schema/prefix-list.ts';
import type { ResourceRow } from './schema/resource.ts';
import type { RouteTables } from './schema/route.ts';
import type { ScheduledInstanceTables } from './schema/scheduled-instance.ts';
import type { SecretTables } from './schema/secret.ts';
import type { SessionKeyTables } from './schema/session-key.ts';
import type { SnapshotTables } from './schema/snapshot.ts';
import type { SubscriptionTables } from './schema/subscription.ts';
import type { TrafficMirrorTables } from './schema/traffic-mirror.ts';
import type { VolumeTables } from './schema/volume.ts';
import type { VpcCidrTables } from './schema/vpc-cidr.ts';

/**
 * The tables, as rows look in TypeScript. Times are milliseconds since the epoch, truth values
 * are 0 or 1 and lists are JSON texts, so that every engine stores the same.
 */
export interface Tables
  extends AccountTables,
    AsyncTaskTables,
    ClbTables,
    BandwidthPackageTables,
    IpAddressPoolTables,
    Ipv4GatewayTables,
    CloudAssistantTables,
    CloudAssistantTables,
    Ipv4GatewayTables,
    DataPlaneTables,
    EipTrafficTables,
    DeploymentSetTables,
    FlowLogTables,
    HaVipTables,
    ImageTables,
    IamTables,
    HpcClusterTables,
    InstanceGroupTables,
    InstanceIamRoleTables,
    InterfaceCounterTables,
    KeyPairTables,
    LaunchTemplateTables,
    ManualClockTables,
    PrefixListTables,
    IpamTables,
    Ipv6GatewayTables,
    NatGatewayTables,
    NetworkAclTables,
    RouteTables,
    ScheduledInstanceTables,
    SecretTables,
    SessionKeyTables,
    SubscriptionTables,
    TrafficMirrorTables,
    SnapshotTables,
    VolumeTables,
    VpcCidrTables {
  vpc: VpcRow;
  subnet: SubnetRow;
  security_group: SecurityGroupRow;
  security_group_rule: SecurityGroupRuleRow;
  network_interface: NetworkInterfaceRow;
  network_interface_security_group: NetworkInterfaceSecurityGroupRow;
  address: AddressRow;
  eip: EipRow;
  instance: InstanceRow;
  tag: TagRow;
  usage: UsageRow;
  client_token: ClientTokenRow;
  intent: IntentRow;
  seed: SeedRow;
}

export type Db = Kysely<Tables>;

/** The tables whose rows are resources. */
export type ResourceTable = {
  [T in keyof Tables]: Tables[T] extends ResourceRow ? T : never;
}[keyof Tables];

export interface VpcRow extends ResourceRow {
  cidr_block: string;
  /** The VPC's first IPv6 block, '' when IPv6 is off. */
  ipv6_cidr_block: string;
  ipv6_isp: string;
  /** JSON list of addresses. */
  dns_servers: string;
  /** The system route table made with the VPC. */
  route_table_id: string;
  is_default: number;
  /** Whether it has lost its way to the internet over IPv4, with the IPv4 gateway that it had. */
  ipv4_private: number;
}

export interface SubnetRow extends ResourceRow {
  vpc_id: string;
  zone_id: string;
  /** '' in an IPv6-only subnet. */
  cidr_block: string;
  /** The subnet's /64, '' when IPv6 is off. */
  ipv6_cidr_block: string;
  is_default: number;
  /**
   * The number of IPv4 addresses in use. It is written together with the address rows, so that no
   * read counts them.
   */
  ipv4_used: number;
  /** The IPv4 address given out last, as a number: the search for a free one starts after it. */
  ipv4_cursor: number;
}

export interface SecurityGroupRow extends ResourceRow {
  vpc_id: string;
  /** `default` for the one made with the VPC, `normal` or `cidr_only` for the others. */
  type: string;
  service_managed: number;
}

export interface SecurityGroupRuleRow {
  id: string;
  security_group_id: string;
  direction: 'ingress' | 'egress';
  protocol: string;
  port_start: number;
  port_end: number;
  cidr_ip: string;
  source_group_id: string;
  prefix_list_id: string;
  policy: string;
  priority: number;
  description: string;
  created_at: number;
  updated_at: number;
}

export interface NetworkInterfaceRow extends ResourceRow {
  vpc_id: string;
  subnet_id: string;
  zone_id: string;
  /** `primary`, `secondary` or `trunk`. */
  type: string;
  mac_address: string;
  /** '' on an interface of an IPv6-only subnet. */
  primary_ip_address: string;
  port_security_enabled: number;
  service_managed: number;
  /**
   * The instance that it is attached to, or is being attached to or detached from; otherwise null.
   */
  instance_id: string | null;
  delete_on_termination: number;
  /** Why the data plane refused the last attachment, '' when it did not. */
  plane_refusal: string;
  /** How long idle connections are remembered, in seconds; 0 for as long as the system does. */
  tcp_established_timeout: number;
  tcp_closing_timeout: number;
  udp_timeout: number;
}

export interface NetworkInterfaceSecurityGroupRow {
  network_interface_id: string;
  security_group_id: string;
  position: number;
}

/** One private address held by one interface, or by one virtual IP. */
export interface AddressRow {
  subnet_id: string;
  vpc_id: string;
  /** '' where a virtual IP holds it. */
  network_interface_id: string;
  /** '' where an interface holds it. */
  ha_vip_id: string;
  family: 4 | 6;
  /** Canonical text: dotted for IPv4, RFC 5952 for IPv6. */
  address: string;
  /** An IPv4 address as a number; null for IPv6. */
  number: number | null;
  is_primary: number;
  /** Position on the interface: it grows, so the newest address is the last. */
  position: number;
}

export interface EipRow extends ResourceRow, InPackage, PooledAndWatched {
  ip_address: string;
  isp: string;
  bandwidth: number;
  billing_type: number;
  /** `EcsInstance`, `NetworkInterface`, ... and '' while it is bound to nothing. */
  instance_type: string;
  /** The id of what it is bound to, '' while it is bound to nothing. */
  instance_id: string;
  /** The interface that carries it, null on a virtual IP, and the private address it maps to. */
  network_interface_id: string | null;
  private_ip_address: string;
  release_with_instance: number;
  /** JSON list. */
  security_protection_types: string;
  /** When a subscription ends; 0 for pay-as-you-go. */
  expires_at: number;
  /** The bandwidth of a temporary upgrade, and when it ends; 0 for none. */
  upgraded_bandwidth: number;
  upgrade_ends_at: number;
}

export interface InstanceRow extends ResourceRow {
  vpc_id: string;
  /** The primary interface's subnet. */
  subnet_id: string;
  zone_id: string;
  instance_type_id: string;
  image_id: string;
  /** Of a custom image, which the instance may outlive; '' where the world has the image. */
  os_name: string;
  os_type: string;
  hostname: string;
  instance_charge_type: string;
  spot_strategy: string;
  key_pair_name: string;
  stopped_mode: string;
  deletion_protection: number;
  /** The HPC cluster that it was launched in, '' for none. */
  hpc_cluster_id: string;
  /** The elastic scheduled instance (ESI) order that delivered it, '' for none. */
  scheduled_instance_id: string;
  user_data: string;
  http_tokens: string;
  /** Not used any more: the table of volumes has them. */
  volumes: string;
  /** When a subscription ends; 0 for pay-as-you-go. */
  expires_at: number;
  threads_per_core: number;
  cpu_topology_type: string;
  enable_jumbo_frame: number;
  /** As text: it may have a fraction. */
  spot_price_limit: string;
}

export interface TagRow {
  resource_id: string;
  resource_type: string;
  account_id: string;
  region: string;
  key: string;
  value: string;
}

/** How much of a quota is used. Writers keep it up to date, so that a create counts no rows. */
export interface UsageRow {
  account_id: string;
  region: string;
  quota: string;
  used: number;
}

/** The answer to a request that carried a ClientToken. */
export interface ClientTokenRow {
  account_id: string;
  region: string;
  action: string;
  token: string;
  fingerprint: string;
  answer: string;
  created_at: number;
}

/** A transition that the reconciler still has to carry out. */
export interface IntentRow {
  id: string;
  kind: string;
  account_id: string;
  region: string;
  resource_id: string;
  /** When it may be taken. A lease moves this to the end of the lease. */
  due_at: number;
  /** Grows with each lease: only the holder of the latest lease may settle. */
  fence: number;
  attempts: number;
  created_at: number;
}

/**
 * Ids of the world file whose resources were made once, so that a restart does not make them again.
 */
export interface SeedRow {
  id: string;
}
