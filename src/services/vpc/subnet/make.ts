import type { Context } from '#core/context.ts';
import type { VpcRow } from '#store/schema.ts';
import type { Writer } from '#store/store.ts';
import type { Tag } from '../tag/parameters.ts';
import { addTags } from '../tag/rows.ts';
import type { SubnetStatus } from './lifecycle.ts';

/** A subnet to be. Its VPC is loaded with the row locked, and its blocks are known to be free. */
export interface SubnetSpec {
  /** Absent: a new one. */
  readonly id?: string | undefined;
  readonly accountId: string;
  readonly status: SubnetStatus;
  readonly vpc: Pick<VpcRow, 'id' | 'project_name'>;
  readonly zoneId: string;
  /** In its one spelling, as `ipv4Cidr` gives it; '' for a subnet of IPv6 alone. */
  readonly cidrBlock: string;
  /** The /64, as `ipv6Subnet` gives it; absent: IPv6 is off. */
  readonly ipv6CidrBlock?: string | undefined;
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly isDefault?: boolean;
  readonly tags?: readonly Tag[] | undefined;
}

/** Makes a subnet. It is in its VPC's project: the vendor gives a subnet none of its own. */
export async function makeSubnet(tx: Writer, context: Context, spec: SubnetSpec): Promise<string> {
  const id = spec.id ?? context.ids.resource('subnet');
  const owner = { id, account_id: spec.accountId, region: context.region.id };
  await tx.insert('subnet', {
    ...owner,
    project_name: spec.vpc.project_name,
    name: spec.name ?? id,
    description: spec.description ?? '',
    status: spec.status,
    vpc_id: spec.vpc.id,
    zone_id: spec.zoneId,
    cidr_block: spec.cidrBlock,
    ipv6_cidr_block: spec.ipv6CidrBlock ?? '',
    is_default: spec.isDefault ? 1 : 0,
    ipv4_used: 0,
    ipv4_cursor: 0,
  });
  await addTags(tx, owner, 'subnet', spec.tags);
  return id;
}
