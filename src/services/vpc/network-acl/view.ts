import * as z from 'zod';
import { beijing } from '#platform/time.ts';
import type { NetworkAclEntryRow, NetworkAclRow } from '#store/schema/network-acl.ts';
import type { Reader } from '#store/store.ts';
import { type Tag, tagResult } from '../tag/parameters.ts';
import { tagsOf } from '../tag/rows.ts';
import { entriesOfNetworkAcls, subnetsOfNetworkAcls } from './rows.ts';

const entryResult = () => ({
  NetworkAclEntryId: z.string(),
  NetworkAclEntryName: z.string(),
  Description: z.string(),
  Policy: z.string(),
  Protocol: z.string(),
  Port: z.string(),
  Priority: z.int(),
});

/**
 * A network ACL as both Describe actions answer it. Source: the SDK's types, and for `Stateful` the
 * page of DescribeNetworkAclAttributes.
 */
export const networkAclResult = () =>
  z.object({
    NetworkAclId: z.string(),
    NetworkAclName: z.string(),
    Description: z.string(),
    AccountId: z.string(),
    ProjectName: z.string(),
    VpcId: z.string(),
    Status: z.string(),
    Stateful: z.boolean(),
    IngressAclEntries: z.array(z.object({ ...entryResult(), SourceCidrIp: z.string() })),
    EgressAclEntries: z.array(z.object({ ...entryResult(), DestinationCidrIp: z.string() })),
    Resources: z.array(z.object({ ResourceId: z.string(), Status: z.string() })),
    Tags: z.array(tagResult()),
    CreationTime: z.string(),
    UpdateTime: z.string(),
  });

export type NetworkAclView = z.infer<ReturnType<typeof networkAclResult>>;

/** Views of the given rows, in their order, with a fixed number of statements. */
export async function viewNetworkAcls(
  tx: Reader,
  rows: readonly NetworkAclRow[],
): Promise<NetworkAclView[]> {
  const ids = rows.map(({ id }) => id);
  const entries = await entriesOfNetworkAcls(tx, ids);
  const subnets = await subnetsOfNetworkAcls(tx, ids);
  const tags = await tagsOf(tx, ids);
  return rows.map((row) =>
    view(row, {
      entries: entries.get(row.id) ?? [],
      subnetIds: subnets.get(row.id) ?? [],
      tags: tags.get(row.id) ?? [],
    }),
  );
}

interface Parts {
  readonly entries: readonly NetworkAclEntryRow[];
  readonly subnetIds: readonly string[];
  readonly tags: Tag[];
}

function view(row: NetworkAclRow, { entries, subnetIds, tags }: Parts): NetworkAclView {
  const of = (direction: string) => entries.filter((entry) => entry.direction === direction);
  return {
    NetworkAclId: row.id,
    NetworkAclName: row.name,
    Description: row.description,
    AccountId: row.account_id,
    ProjectName: row.project_name,
    VpcId: row.vpc_id,
    Status: row.status,
    Stateful: row.stateful === 1,
    IngressAclEntries: of('ingress').map((entry) => ({
      ...viewEntry(entry),
      SourceCidrIp: entry.cidr_ip,
    })),
    EgressAclEntries: of('egress').map((entry) => ({
      ...viewEntry(entry),
      DestinationCidrIp: entry.cidr_ip,
    })),
    Resources: subnetIds.map((ResourceId) => ({ ResourceId, Status: 'Available' })),
    Tags: tags,
    CreationTime: beijing(row.created_at),
    UpdateTime: beijing(row.updated_at),
  };
}

function viewEntry(entry: NetworkAclEntryRow) {
  return {
    NetworkAclEntryId: entry.id,
    NetworkAclEntryName: entry.name,
    Description: entry.description,
    Policy: entry.policy,
    Protocol: entry.protocol,
    Port: entry.port,
    Priority: entry.priority,
  };
}
