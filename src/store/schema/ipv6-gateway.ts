import type { InPackage } from './bandwidth-package.ts';
import type { ResourceRow } from './resource.ts';

export interface Ipv6GatewayTables {
  ipv6_gateway: Ipv6GatewayRow;
  ipv6_address_bandwidth: Ipv6AddressBandwidthRow;
  ipv6_egress_only_rule: Ipv6EgressOnlyRuleRow;
}

export interface Ipv6GatewayRow extends ResourceRow {
  vpc_id: string;
}

/** The public bandwidth of one IPv6 address. It lives as long as an interface holds the address. */
export interface Ipv6AddressBandwidthRow extends ResourceRow, InPackage {
  vpc_id: string;
  network_interface_id: string;
  /** RFC 5952 text, as the interface's address has it. */
  ipv6_address: string;
  isp: string;
  /** Mbps. */
  bandwidth: number;
  billing_type: number;
}

/** Lets an IPv6 address with public bandwidth open connections, but lets nobody open one to it. */
export interface Ipv6EgressOnlyRuleRow extends ResourceRow {
  ipv6_gateway_id: string;
  ipv6_address_bandwidth_id: string;
}
