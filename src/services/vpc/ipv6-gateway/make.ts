import type { Context } from '#core/context.ts';
import { RESOURCES } from '#core/resources.ts';
import type { Writer } from '#store/store.ts';
import type { Tag } from '../tag/parameters.ts';
import { addTags } from '../tag/rows.ts';
import type { Ipv6GatewayStatus } from './lifecycle.ts';

/** What a new IPv6 gateway is made of. Its VPC has an IPv6 block, and no other gateway. */
export interface Ipv6GatewaySpec {
  /** Absent for a new id. */
  readonly id?: string | undefined;
  readonly accountId: string;
  readonly vpcId: string;
  readonly status: Ipv6GatewayStatus;
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly projectName: string;
  readonly tags?: readonly Tag[] | undefined;
}

/** Makes an IPv6 gateway. Resolves to its id. */
export async function makeIpv6Gateway(
  tx: Writer,
  context: Context,
  spec: Ipv6GatewaySpec,
): Promise<string> {
  const id = spec.id ?? context.ids.resource(RESOURCES.ipv6_gateway.idPrefix);
  const owner = { id, account_id: spec.accountId, region: context.region.id };
  await tx.insert('ipv6_gateway', {
    ...owner,
    project_name: spec.projectName,
    name: spec.name ?? id,
    description: spec.description ?? '',
    status: spec.status,
    vpc_id: spec.vpcId,
  });
  tx.touch('vpc', spec.vpcId);
  await addTags(tx, owner, 'ipv6gateway', spec.tags);
  return id;
}
