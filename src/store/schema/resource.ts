/** What every resource carries. `revision` grows by one on each write. */
export interface ResourceRow {
  id: string;
  account_id: string;
  region: string;
  project_name: string;
  name: string;
  description: string;
  status: string;
  revision: number;
  created_at: number;
  updated_at: number;
}
