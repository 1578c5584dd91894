import type { Compilable } from 'kysely';
import type { Db } from '../schema.ts';
import { index, resource, text } from './columns.ts';

export function keyPairs(db: Db): Compilable<unknown>[] {
  return [
    text(resource(db, 'key_pair'), ['public_key', 'finger_print']),
    index(db, 'key_pair_by_account', 'key_pair', 'account_id', 'region', 'id'),
    index(db, 'key_pair_one_name_per_region', 'key_pair', 'account_id', 'region', 'name').unique(),
    index(db, 'instance_by_key_pair', 'instance', 'account_id', 'region', 'key_pair_name'),
  ];
}
