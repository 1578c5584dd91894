export interface ManualClockTables {
  manual_clock: ManualClockRow;
}

/**
 * The time of the world's clock while transitions are manual. It is one row, and no other mode
 * keeps it.
 */
export interface ManualClockRow {
  id: string;
  stands_at: number;
}
