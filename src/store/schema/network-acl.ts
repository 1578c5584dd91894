import type { ResourceRow } from './resource.ts';

export interface NetworkAclTables {
  network_acl: NetworkAclRow;
  network_acl_entry: NetworkAclEntryRow;
  network_acl_subnet: NetworkAclSubnetRow;
}

export interface NetworkAclRow extends ResourceRow {
  vpc_id: string;
  stateful: number;
}

/** One rule of a network ACL, for one direction. */
export interface NetworkAclEntryRow {
  id: string;
  network_acl_id: string;
  direction: 'ingress' | 'egress';
  /** Position among the entries of its direction: the smallest is matched first. */
  priority: number;
  name: string;
  description: string;
  policy: string;
  protocol: string;
  /** `start/end`, and `-1/-1` for a protocol without ports. */
  port: string;
  /** Where traffic comes from, or goes to. */
  cidr_ip: string;
}

/** The network ACL of a subnet. A subnet has one at most, so it is the key. */
export interface NetworkAclSubnetRow {
  subnet_id: string;
  network_acl_id: string;
}
