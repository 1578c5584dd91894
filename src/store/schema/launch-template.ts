import type { ResourceRow } from './resource.ts';

export interface LaunchTemplateTables {
  launch_template: LaunchTemplateRow;
  launch_template_version: LaunchTemplateVersionRow;
}

/** `name` is unique in its account and region. */
export interface LaunchTemplateRow extends ResourceRow {
  default_version: number;
  /** The highest of the versions that it has. */
  latest_version: number;
  /** How many versions were ever made: a number is not given twice. */
  versions_made: number;
}

export interface LaunchTemplateVersionRow {
  launch_template_id: string;
  version_number: number;
  description: string;
  /** JSON of what an instance is launched with, as the versions' answer shows it. */
  data: string;
  /** Milliseconds since the epoch. */
  created_at: number;
}
