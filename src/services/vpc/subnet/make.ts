import type { Context } from '#core/context.ts';
import { RESOURCES } from '#core/resources.ts';
import type { VpcRow } from '#store/schema.ts';
import type { Writer } from '#store/store.ts';
import type { Tag } from '../tag/parameters.ts';
import { addTags } from '../tag/rows.ts';
import type { SubnetStatus } from './lifecycle.ts';

/** What a new subnet is made of. Its VPC's row must be locked, and its blocks must be free. */
export interface SubnetSpec {
  /** Absent for a new id. */
  readonly id?: string | undefined;
  readonly accountId: string;
  readonly status: SubnetStatus;
  readonly vpc: Pick<VpcRow, 'id' | 'project_name'>;
  readonly zoneId: string;
  /** In its canonical form, as `ipv4Cidr` gives it; '' for an IPv6-only subnet. */
  readonly cidrBlock: string;
  /** The /64, as `ipv6Subnet` gives it; absent for a subnet without IPv6. */
  readonly ipv6CidrBlock?: string | undefined;
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly isDefault?: boolean;
  readonly tags?: readonly Tag[] | undefined;
}

/** Makes a subnet. It belongs to its VPC's project: the vendor gives a subnet none of its own. */
export async function makeSubnet(tx: Writer, context: Context, spec: SubnetSpec): Promise<string> {
  const id = spec.id ?? context.ids.resource(RESOURCES.subnet.idPrefix);
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
  tx.touch('vpc', spec.vpc.id);
  await addTags(tx, owner, 'subnet', spec.tags);
  return id;
}
