import * as z from 'zod';
import { beijing } from '#platform/time.ts';
import type { HaVipMemberRow, HaVipRow } from '#store/schema/ha-vip.ts';
import type { Reader } from '#store/store.ts';
import { eipsOfHaVips } from '../eip/rows.ts';
import { instancesOfInterfaces } from '../network-interface/rows.ts';
import { type Tag, tagResult } from '../tag/parameters.ts';
import { tagsOf } from '../tag/rows.ts';
import { membersOfHaVips } from './rows.ts';

/** A virtual IP as DescribeHaVips answers it. Source: the SDK's types. */
export const haVipResult = () =>
  z.object({
    HaVipId: z.string(),
    HaVipName: z.string(),
    Description: z.string(),
    AccountId: z.string(),
    ProjectName: z.string(),
    VpcId: z.string(),
    SubnetId: z.string(),
    IpAddress: z.string(),
    Status: z.string(),
    AssociatedInstanceType: z.string(),
    AssociatedInstanceIds: z.array(z.string()),
    MasterInstanceId: z.string(),
    AssociatedEipId: z.string(),
    AssociatedEipAddress: z.string(),
    Tags: z.array(tagResult()),
    CreatedAt: z.string(),
    UpdatedAt: z.string(),
  });

export type HaVipView = z.infer<ReturnType<typeof haVipResult>>;

/** Views of the given rows, in their order, with a fixed number of statements. */
export async function viewHaVips(tx: Reader, rows: readonly HaVipRow[]): Promise<HaVipView[]> {
  const ids = rows.map(({ id }) => id);
  const members = await membersOfHaVips(tx, ids);
  const eips = await eipsOfHaVips(tx, ids);
  const tags = await tagsOf(tx, ids);
  const holders = rows.map(({ holder_id }) => holder_id).filter((id) => id !== '');
  const instanceOf = await instancesOfInterfaces(tx, holders);
  return rows.map((row) =>
    view(row, {
      members: members.get(row.id) ?? [],
      eip: eips.get(row.id),
      tags: tags.get(row.id) ?? [],
      holdersInstance: instanceOf.get(row.holder_id),
    }),
  );
}

interface Parts {
  readonly members: readonly HaVipMemberRow[];
  readonly eip: { readonly id: string; readonly ip_address: string } | undefined;
  readonly tags: Tag[];
  /** The instance that the interface which announced the address last is on. */
  readonly holdersInstance: string | undefined;
}

function view(row: HaVipRow, { members, eip, tags, holdersInstance }: Parts): HaVipView {
  // The one that announced the address last; the first until one has, and when that one has left.
  const master =
    members.find(({ instance_id }) => [row.holder_id, holdersInstance].includes(instance_id)) ??
    members[0];
  return {
    HaVipId: row.id,
    HaVipName: row.name,
    Description: row.description,
    AccountId: row.account_id,
    ProjectName: row.project_name,
    VpcId: row.vpc_id,
    SubnetId: row.subnet_id,
    IpAddress: row.ip_address,
    Status: row.status,
    AssociatedInstanceType: master?.instance_type ?? '',
    AssociatedInstanceIds: members.map(({ instance_id }) => instance_id),
    MasterInstanceId: master?.instance_id ?? '',
    AssociatedEipId: eip?.id ?? '',
    AssociatedEipAddress: eip?.ip_address ?? '',
    Tags: tags,
    CreatedAt: beijing(row.created_at),
    UpdatedAt: beijing(row.updated_at),
  };
}
