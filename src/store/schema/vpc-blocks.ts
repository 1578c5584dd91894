export interface VpcBlockTables {
  vpc_ipv4_block: VpcIpv4BlockRow;
  vpc_ipv6_block: VpcIpv6BlockRow;
}

/** An IPv4 block of a VPC besides the one that it was made with. */
export interface VpcIpv4BlockRow {
  vpc_id: string;
  /** Subnets stand in `secondary` blocks; `user` blocks are public ones, used as private ones. */
  kind: 'secondary' | 'user';
  cidr_block: string;
  /** Order on the VPC: it grows, so the newest block is the last. */
  position: number;
}

/** An IPv6 block of a VPC. The first of them stands on the VPC's own row too. */
export interface VpcIpv6BlockRow {
  vpc_id: string;
  region: string;
  cidr_block: string;
  isp: string;
  position: number;
}
