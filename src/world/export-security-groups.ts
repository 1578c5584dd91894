import {
  initialRules,
  type SecurityGroupType,
} from '#services/vpc/security-group/initial-rules.ts';
import type { SecurityGroupRow } from '#store/schema.ts';
import { rowsOfEach } from './export-rows.ts';
import type { ExportScope } from './export-scope.ts';
import type { Said } from './export-world.ts';

/** Security groups as a world file says them. The default one is said by its VPC. */
export async function saidSecurityGroups(
  scope: ExportScope,
  rows: readonly SecurityGroupRow[],
): Promise<Said[]> {
  const rules = await rowsOfEach(
    scope.tx,
    'security_group_rule',
    'security_group_id',
    rows.map(({ id }) => id),
    'id',
  );
  return rows.flatMap((row) => {
    if (!scope.mayBe(row, row.vpc_id)) return [];
    const type = row.type as SecurityGroupType;
    const initial = initialRules(type, row.id).map((rule) =>
      ruleText({ ...rule, policy: 'accept' }),
    );
    const own = (rules.get(row.id) ?? []).map(ruleText);
    const more = own.filter((text) => !initial.includes(text));
    const fewer = initial.filter((text) => !own.includes(text));
    for (const text of more) scope.note(row.id, `a world file has no rules, and it has ${text}`);
    for (const text of fewer) scope.note(row.id, `its first rule was removed: ${text}`);
    if (type === 'default') return [];
    return [
      {
        ...scope.common(row),
        vpcId: row.vpc_id,
        type,
        serviceManaged: row.service_managed === 1,
      },
    ];
  });
}

/** A rule as a person reads it. */
function ruleText(rule: {
  readonly direction: string;
  readonly protocol: string;
  readonly port_start: number;
  readonly port_end: number;
  readonly cidr_ip: string;
  readonly source_group_id: string;
  readonly prefix_list_id?: string;
  readonly policy: string;
}): string {
  const from = [rule.cidr_ip, rule.source_group_id, rule.prefix_list_id].filter(Boolean).join();
  return `${rule.direction} ${rule.policy} ${rule.protocol} ${rule.port_start}-${rule.port_end} ${from}`;
}
