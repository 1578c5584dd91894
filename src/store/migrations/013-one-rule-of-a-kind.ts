import type { Compilable } from 'kysely';
import type { Db } from '../schema.ts';
import { index } from './columns.ts';

/** What a rule consists of, which no other rule of its group has. */
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
