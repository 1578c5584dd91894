import type { ResourceRow } from './resource.ts';

export interface TrafficMirrorTables {
  traffic_mirror_filter: TrafficMirrorFilterRow;
  traffic_mirror_filter_rule: TrafficMirrorFilterRuleRow;
  traffic_mirror_target: TrafficMirrorTargetRow;
  traffic_mirror_session: TrafficMirrorSessionRow;
}

export type TrafficMirrorFilterRow = ResourceRow;

/** It has neither a project nor a name of its own. */
export interface TrafficMirrorFilterRuleRow extends ResourceRow {
  traffic_mirror_filter_id: string;
  /** `ingress` or `egress`. */
  traffic_direction: string;
  /** Unique in a direction of a filter. */
  priority: number;
  policy: string;
  protocol: string;
  source_cidr_block: string;
  /** `start/end`, or `-1/-1` where the protocol has no ports. */
  source_port_range: string;
  destination_cidr_block: string;
  destination_port_range: string;
}

/** Where copies go: an interface. */
export interface TrafficMirrorTargetRow extends ResourceRow {
  instance_type: string;
  instance_id: string;
}

/** What is copied from an interface, and where to. */
export interface TrafficMirrorSessionRow extends ResourceRow {
  network_interface_id: string;
  traffic_mirror_filter_id: string;
  traffic_mirror_target_id: string;
  /** Unique in a region of an account. */
  priority: number;
  virtual_network_id: number;
  packet_length: number;
}
