export interface AsyncTaskTables {
  failed_task: FailedTaskRow;
}

/** A failed task. Its id was in an answer. */
export interface FailedTaskRow {
  id: string;
  /** '' of one that an older program recorded. */
  account_id: string;
  created_at: number;
}
