import type { Compilable } from 'kysely';
import type { Db } from '../schema.ts';
import { index } from './columns.ts';

/** The columns that together are unique among the rules of a group. */
const WHOLE_RULE = [
  'security_group_id',
  'direction',
  'protocol',
  'port_start',
  'port_end',
  'cidr_ip',
  'source_group_id',
  'prefix_list_id',
  'policy',
  'priority',
];

export function oneRuleOfAKind(db: Db): Compilable<unknown>[] {
  return [index(db, 'security_group_rule_once', 'security_group_rule', ...WHOLE_RULE).unique()];
}
