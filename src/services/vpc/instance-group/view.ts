import * as z from 'zod';
import { beijing } from '#platform/time.ts';
import type { InstanceGroupRow } from '#store/schema/instance-group.ts';
import type { Reader } from '#store/store.ts';
import { membersOfGroups } from './rows.ts';

/** A group as DescribeInstanceGroups answers it. Source: the SDK's types. */
export const instanceGroupResult = () =>
  z.object({
    InstanceGroupId: z.string(),
    Name: z.string(),
    Description: z.string(),
    AccountId: z.string(),
    VpcId: z.string(),
    Status: z.string(),
    Members: z.array(
      z.object({ Id: z.string(), Type: z.string(), Status: z.string(), Weight: z.int() }),
    ),
    CreatedAt: z.string(),
    UpdatedAt: z.string(),
  });

/** Views of the given rows, in their order, with a fixed number of statements. */
export async function viewInstanceGroups(
  tx: Reader,
  rows: readonly InstanceGroupRow[],
): Promise<z.infer<ReturnType<typeof instanceGroupResult>>[]> {
  const members = await membersOfGroups(
    tx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    InstanceGroupId: row.id,
    Name: row.name,
    Description: row.description,
    AccountId: row.account_id,
    VpcId: row.vpc_id,
    Status: row.status,
    // No action sets a weight, and no member is on its way.
    Members: (members.get(row.id) ?? []).map(({ instance_id, type }) => ({
      Id: instance_id,
      Type: type,
      Status: 'Available',
      Weight: 1,
    })),
    CreatedAt: beijing(row.created_at),
    UpdatedAt: beijing(row.updated_at),
  }));
}
