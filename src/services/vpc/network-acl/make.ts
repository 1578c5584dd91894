import { type Context, ownKey } from '#core/context.ts';
import { RESOURCES } from '#core/resources.ts';
import type { Writer } from '#store/store.ts';
import type { Tag } from '../tag/parameters.ts';
import { addTags } from '../tag/rows.ts';
import { addDefaultEntries } from './entries.ts';
import type { NetworkAclStatus } from './lifecycle.ts';

/** What a new network ACL is made of. */
export interface NetworkAclSpec {
  readonly status: NetworkAclStatus;
  readonly vpcId: string;
  readonly name: string | undefined;
  readonly description: string | undefined;
  readonly projectName: string;
  readonly stateful: boolean;
  readonly tags: readonly Tag[] | undefined;
}

/** Makes a network ACL of the caller's, with its default entries. */
export async function makeNetworkAcl(
  tx: Writer,
  context: Context,
  spec: NetworkAclSpec,
): Promise<string> {
  const id = context.ids.resource(RESOURCES.network_acl.idPrefix);
  const owner = ownKey(context, id);
  await tx.insert('network_acl', {
    ...owner,
    project_name: spec.projectName,
    name: spec.name ?? id,
    description: spec.description ?? '',
    status: spec.status,
    vpc_id: spec.vpcId,
    stateful: spec.stateful ? 1 : 0,
  });
  await addDefaultEntries(tx, context, id);
  // No subnet is on it yet.
  tx.touchNothing();
  await addTags(tx, owner, 'networkacl', spec.tags);
  return id;
}
