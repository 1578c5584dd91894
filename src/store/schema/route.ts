import type { ResourceRow } from './resource.ts';

export interface RouteTables {
  route_table: RouteTableRow;
  route_table_subnet: RouteTableSubnetRow;
  route_entry: RouteEntryRow;
}

export interface RouteTableRow extends ResourceRow {
  vpc_id: string;
  /** `System` for the one made with the VPC, `Custom` for the others. */
  type: string;
  /** `Subnet` or `Gateway`: what it may be associated with. */
  associate_type: string;
}

/** The custom route table of a subnet. A subnet without a row is on its VPC's system table. */
export interface RouteTableSubnetRow {
  subnet_id: string;
  route_table_id: string;
}

/** A custom route. A VPC's own routes follow from its blocks and have no row. */
export interface RouteEntryRow extends ResourceRow {
  vpc_id: string;
  route_table_id: string;
  /** A CIDR block in its canonical spelling, or the id of a prefix list. */
  destination: string;
  next_hop_type: string;
  next_hop_id: string;
  next_hop_name: string;
}
