import type { ResourceRow } from './resource.ts';

export interface HaVipTables {
  ha_vip: HaVipRow;
  ha_vip_member: HaVipMemberRow;
}

/** A high-availability virtual IP: an address of a subnet that floats between its members. */
export interface HaVipRow extends ResourceRow {
  vpc_id: string;
  subnet_id: string;
  ip_address: string;
  /** The interface that announced the address last, '' before any has. */
  holder_id: string;
}

/** A member that a virtual IP may float to. */
export interface HaVipMemberRow {
  ha_vip_id: string;
  instance_type: 'EcsInstance' | 'NetworkInterface';
  /** The id of an instance or of an interface. */
  instance_id: string;
  /** Position on the virtual IP: it grows, and the first member has the address. */
  position: number;
}
