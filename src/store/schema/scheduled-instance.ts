import type { ResourceRow } from './resource.ts';

export interface ScheduledInstanceTables {
  scheduled_instance: ScheduledInstanceRow;
}

/** An order of elastic scheduled instances (ESI). */
export interface ScheduledInstanceRow extends ResourceRow {
  zone_id: string;
  instance_type_id: string;
  image_id: string;
  key_pair_name: string;
  /** `Esi` or `Segmented`. */
  type: string;
  /** `Reserve` or `Immediate`. */
  delivery_type: string;
  /** How many instances are ordered. */
  wanted: number;
  start_delivery_at: number;
  end_delivery_at: number;
  /** When the instances are released; 0 when they are not. */
  auto_release_at: number;
  /** When the order ended; 0 until then. */
  invalid_at: number;
  /** The parameters of the launch, as RunInstances takes them: JSON. */
  launch: string;
  /** The ids of the instances that it delivered: JSON list. */
  delivered: string;
  /** Why they were not delivered, '' when they were. */
  failure: string;
}
