import type { ResourceRow } from './resource.ts';

export interface DeploymentSetTables {
  deployment_set: DeploymentSetRow;
  deployment_set_member: DeploymentSetMemberRow;
}

export interface DeploymentSetRow extends ResourceRow {
  strategy: 'Availability' | 'AvailabilityGroup';
  granularity: 'host' | 'rack' | 'switch';
  /** How many groups it has; 0 where the strategy has none. */
  group_count: number;
}

/** An instance in a deployment set: it is in one at most. */
export interface DeploymentSetMemberRow {
  /** The instance. */
  id: string;
  deployment_set_id: string;
  /** The instance's. */
  zone_id: string;
  /** 0 where the set has no groups. */
  group_number: number;
}
