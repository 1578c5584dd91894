export interface DataPlaneTables {
  network_revision: NetworkRevisionRow;
  plane_host: PlaneHostRow;
  instance_binding: InstanceBindingRow;
}

/** How often what packets meet in a VPC has changed since a data plane is on. */
export interface NetworkRevisionRow {
  /** The VPC. */
  id: string;
  revision: number;
}

/** The host that carries the store's data plane: one row, once there has been one. */
export interface PlaneHostRow {
  id: string;
  /** Eight hex digits that tell the planes of several stores on one host apart. */
  plane_id: string;
  driver: string;
  host: string;
  /** The process that drives it, '' when none does. */
  process: string;
  /** When that process was heard of last. */
  heard_at: number;
}

/** What runs already and is an instance for the data plane. */
export interface InstanceBindingRow {
  /** The instance. */
  id: string;
  kind: 'pid' | 'netns' | 'container';
  /** The process id, the path of the namespace, or the container's name or id. */
  value: string;
}
