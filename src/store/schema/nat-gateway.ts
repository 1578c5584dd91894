import type { ResourceRow } from './resource.ts';

export interface NatGatewayTables {
  nat_gateway: NatGatewayRow;
  snat_entry: SnatEntryRow;
  snat_entry_eip: SnatEntryEipRow;
  dnat_entry: DnatEntryRow;
  nat_ip: NatIpRow;
}

export interface NatGatewayRow extends ResourceRow {
  vpc_id: string;
  subnet_id: string;
  zone_id: string;
  /** The interface that it has in its subnet. */
  network_interface_id: string;
  network_type: 'internet' | 'intranet';
  spec: string;
  /** 1 by subscription, 2 by specification, 3 by usage. */
  billing_type: number;
  /** When its subscription ends, 0 without one. */
  expires_at: number;
  direct_mode: number;
  smart_schedule_enabled: number;
  smart_schedule_rule: string;
}

export interface SnatEntryRow extends ResourceRow {
  nat_gateway_id: string;
  vpc_id: string;
  /** The subnet that it is about, '' for one about a block. */
  subnet_id: string;
  /** The block that it is about; of a subnet, its IPv4 block. */
  source_cidr: string;
  /** The NAT IP of an intranet gateway that it uses, '' of an internet gateway. */
  nat_ip_id: string;
}

/** An EIP that an SNAT entry uses. */
export interface SnatEntryEipRow {
  snat_entry_id: string;
  eip_id: string;
  position: number;
}

export interface DnatEntryRow extends ResourceRow {
  nat_gateway_id: string;
  vpc_id: string;
  /** The address of an EIP, or of a NAT IP of an intranet gateway. */
  external_ip: string;
  /** A port, or two with `-` between them, or `any`. */
  external_port: string;
  internal_ip: string;
  internal_port: string;
  protocol: string;
  port_type: 'specified' | 'any';
}

/** An address of an intranet gateway's interface, which its entries may use. */
export interface NatIpRow extends ResourceRow {
  nat_gateway_id: string;
  ip_address: string;
  /** 1 for the one that the gateway was made with. */
  is_default: number;
}
