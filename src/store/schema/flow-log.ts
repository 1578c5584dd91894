import type { ResourceRow } from './resource.ts';

export interface FlowLogTables {
  flow_log: FlowLogRow;
}

/** The wish that the traffic of a VPC, a subnet or an interface be logged. */
export interface FlowLogRow extends ResourceRow {
  /** `vpc`, `subnet` or `eni`, its id, and the VPC that it is in. */
  resource_type: string;
  resource_id: string;
  vpc_id: string;
  traffic_type: string;
  /** JSON list of texts. */
  traffic_path: string;
  /** Minutes. */
  aggregation_interval: number;
  /** The project and the topic of the log service. */
  log_project_id: string;
  log_topic_id: string;
  version: number;
}
