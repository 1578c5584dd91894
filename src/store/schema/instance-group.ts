import type { ResourceRow } from './resource.ts';

export interface InstanceGroupTables {
  instance_group: InstanceGroupRow;
  instance_group_member: InstanceGroupMemberRow;
}

/** Instances and interfaces of a VPC that routes can lead to. It has no project. */
export interface InstanceGroupRow extends ResourceRow {
  vpc_id: string;
}

export interface InstanceGroupMemberRow {
  instance_group_id: string;
  /** `EcsInstance` or `NetworkInterface`. */
  type: string;
  instance_id: string;
  /** It grows, so the oldest member is the first. */
  position: number;
}
