export interface AsyncTaskTables {
  failed_task: FailedTaskRow;
}

/** A failed task. Its id was in an answer. */
export interface FailedTaskRow {
  id: string;
  created_at: number;
}
