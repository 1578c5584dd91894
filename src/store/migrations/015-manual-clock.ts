import type { Compilable } from 'kysely';
import type { Db } from '../schema.ts';
import { keyed, number } from './columns.ts';

export function manualClock(db: Db): Compilable<unknown>[] {
  return [number(keyed(db, 'manual_clock'), ['stands_at'])];
}
