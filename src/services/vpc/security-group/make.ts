import type { Context } from '#core/context.ts';
import { reserveQuota } from '#core/quota.ts';
import { RESOURCES } from '#core/resources.ts';
import type { Writer } from '#store/store.ts';
import { DEFAULT_PROJECT } from '../names.ts';
import type { Tag } from '../tag/parameters.ts';
import { addTags } from '../tag/rows.ts';
import { INITIAL_PRIORITY, initialRules, type SecurityGroupType } from './initial-rules.ts';
import type { SecurityGroupStatus } from './lifecycle.ts';

/** What a new security group is made of. */
export interface SecurityGroupSpec {
  /** Absent for a new id. */
  readonly id?: string | undefined;
  readonly accountId: string;
  readonly status: SecurityGroupStatus;
  readonly vpcId: string;
  readonly type: SecurityGroupType;
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly projectName?: string | undefined;
  readonly serviceManaged?: boolean;
  readonly tags?: readonly Tag[] | undefined;
}

/**
 * Makes a security group with the initial rules of its type. Adds it to the quota usage, but does
 * not check the quota.
 */
export async function makeSecurityGroup(
  tx: Writer,
  context: Context,
  spec: SecurityGroupSpec,
): Promise<string> {
  const id = spec.id ?? context.ids.resource(RESOURCES.security_group.idPrefix);
  const owner = { id, account_id: spec.accountId, region: context.region.id };
  await tx.insert('security_group', {
    ...owner,
    project_name: spec.projectName ?? DEFAULT_PROJECT,
    name: spec.name ?? id,
    description: spec.description ?? '',
    status: spec.status,
    vpc_id: spec.vpcId,
    type: spec.type,
    service_managed: spec.serviceManaged ? 1 : 0,
  });
  for (const rule of initialRules(spec.type, id)) {
    await tx.insert('security_group_rule', {
      id: context.ids.resource('sgr'),
      security_group_id: id,
      ...rule,
      prefix_list_id: '',
      policy: 'accept',
      priority: INITIAL_PRIORITY,
      created_at: tx.now,
      updated_at: tx.now,
    });
  }
  // Nothing is in it yet.
  tx.touchNothing();
  await addTags(tx, owner, 'securitygroup', spec.tags);
  await reserveQuota(tx, owner, 'SecurityGroups', 1);
  return id;
}
