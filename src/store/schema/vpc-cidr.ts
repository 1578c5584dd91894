export interface VpcCidrTables {
  vpc_ipv4_block: VpcIpv4CidrRow;
  vpc_ipv6_block: VpcIpv6CidrRow;
}

/** An IPv4 block of a VPC besides the one that it was made with. */
export interface VpcIpv4CidrRow {
  vpc_id: string;
  /** Subnets stand in `secondary` blocks; `user` blocks are public ones, used as private ones. */
  kind: 'secondary' | 'user';
  cidr_block: string;
  /** Position on the VPC: it grows, so the newest block is the last. */
  position: number;
}

/** An IPv6 block of a VPC. The first one is on the VPC's own row too. */
export interface VpcIpv6CidrRow {
  vpc_id: string;
  region: string;
  cidr_block: string;
  isp: string;
  position: number;
}
