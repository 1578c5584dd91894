export interface AsyncTaskTables {
  failed_task: FailedTaskRow;
}

/** A task whose id an answer gave out, and that was not done. */
export interface FailedTaskRow {
  id: string;
  created_at: number;
}
