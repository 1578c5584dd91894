import type { Context } from '#core/context.ts';
import { query } from '#store/query.ts';
import type { NetworkAclEntryRow } from '#store/schema/network-acl.ts';
import type { Writer } from '#store/store.ts';

export type Direction = NetworkAclEntryRow['direction'];

/** The traffic that an entry matches. */
export type EntrySpec = Pick<
  NetworkAclEntryRow,
  'name' | 'description' | 'policy' | 'protocol' | 'port' | 'cidr_ip'
> & {
  /** Absent for a new id. */
  readonly id?: string | undefined;
};

/** The value of the ports for a protocol without ports. */
export const ANY_PORT = '-1/-1';

/**
 * The position of the default entry, which each direction always has: after all others. The console
 * shows `*` for it; the number is ours. Terraform takes an entry beyond 100 in each direction for
 * the default one, hides it, and breaks when there are two.
 */
const LAST = 32_767;

const DROP_ALL: EntrySpec = {
  name: '',
  description: '',
  policy: 'drop',
  protocol: 'all',
  port: ANY_PORT,
  cidr_ip: '0.0.0.0/0',
};

/**
 * Gives a new network ACL its default entries, which drop all traffic that no other entry matches.
 */
export async function addDefaultEntries(tx: Writer, context: Context, id: string): Promise<void> {
  for (const direction of ['ingress', 'egress'] as const) {
    await add(tx, context, { network_acl_id: id, direction, priority: LAST }, DROP_ALL);
  }
}

/** Replaces the entries of one direction with the given ones; the default entry stays. */
export async function replaceEntries(
  tx: Writer,
  context: Context,
  id: string,
  direction: Direction,
  entries: readonly EntrySpec[],
): Promise<void> {
  await tx.run(deleteCustomEntries, { id, direction });
  for (const [index, entry] of entries.entries()) {
    await add(tx, context, { network_acl_id: id, direction, priority: index + 1 }, entry);
  }
  tx.touch('network_acl', id);
}

/** Whether an entry is a default one. */
export const isDefaultEntry = ({ priority }: Pick<NetworkAclEntryRow, 'priority'>): boolean =>
  priority === LAST;

type EntryPosition = Pick<NetworkAclEntryRow, 'network_acl_id' | 'direction' | 'priority'>;

async function add(
  tx: Writer,
  context: Context,
  place: EntryPosition,
  entry: EntrySpec,
): Promise<void> {
  const id = entry.id ?? context.ids.resource('nae');
  await tx.insert('network_acl_entry', { ...entry, ...place, id });
}

const deleteCustomEntries = query((db, p: { id: string; direction: Direction }) =>
  db
    .deleteFrom('network_acl_entry')
    .where('network_acl_id', '=', p.id)
    .where('direction', '=', p.direction)
    .where('priority', '<', LAST),
);
