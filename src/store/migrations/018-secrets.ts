import type { Compilable } from 'kysely';
import type { Db } from '../schema.ts';
import { keyed, text } from './columns.ts';

export function secrets(db: Db): Compilable<unknown>[] {
  return [text(keyed(db, 'secret'), ['value'])];
}
