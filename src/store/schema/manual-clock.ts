export interface ManualClockTables {
  manual_clock: ManualClockRow;
}

/** Where the world's clock stands while transitions are manual: one row, which no other mode leaves. */
export interface ManualClockRow {
  id: string;
  stands_at: number;
}
