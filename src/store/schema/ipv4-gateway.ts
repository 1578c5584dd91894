import type { ResourceRow } from './resource.ts';

export interface Ipv4GatewayTables {
  ipv4_gateway: Ipv4GatewayRow;
}

export interface Ipv4GatewayRow extends ResourceRow {
  /** The VPC that it is attached to, null for none. */
  vpc_id: string | null;
  enabled: number;
}
