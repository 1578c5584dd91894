import { RESOURCE_KINDS } from '#core/resources.ts';
import { TABLES } from '#core/tables.ts';
import { dynamic } from '#store/dynamic.ts';
import type { ResourceTable } from '#store/schema.ts';
import type { Reader } from '#store/store.ts';

/** Tables that say what was, and counters, whose zeros stay until their group goes. */
const PAST: readonly string[] = ['client_token', 'failed_task', 'interface_tally'];

/** Columns that go on naming a resource when it is gone: they say where a row comes from. */
const ORIGINS: readonly string[] = [
  'instance.image_id',
  'scheduled_instance.image_id',
  'image.snapshot_id',
  'image_task.image_id',
  'image_task.source_image_id',
  'snapshot.volume_id',
  'snapshot_group.instance_id',
  'volume.source_snapshot_id',
  'invocation.command_id',
  // The instances that a command was sent to.
  'invocation_result.instance_id',
  // Who has announced the address last, be it a member still or not.
  'ha_vip.holder_id',
];

/** Columns with ids that other services give, or whoever asks. */
const FOREIGN = /(^|_)(log_project|log_topic|tls_project|tls_topic|client)_id$/;

/** Whether a column names a resource that must be there. In any other an id is only a text. */
export const mustBeThere = (table: string, column: string): boolean =>
  column.endsWith('_id') && !FOREIGN.test(column) && !ORIGINS.includes(`${table}.${column}`);

/** What a row names must be there. */
export async function names(tx: Reader): Promise<string[]> {
  const there = new Map<ResourceTable, Set<string>>();
  const rowsOf = new Map<string, readonly Readonly<Record<string, unknown>>[]>();
  for (const table of TABLES) {
    const rows = await tx.select((db) => dynamic(db).selectFrom(table).selectAll());
    rowsOf.set(table, rows as readonly Readonly<Record<string, unknown>>[]);
  }
  for (const [table] of RESOURCE_KINDS) {
    there.set(table, new Set((rowsOf.get(table) ?? []).map(({ id }) => String(id))));
  }
  const found: string[] = [];
  for (const [table, rows] of rowsOf) {
    if (PAST.includes(table)) continue;
    for (const row of rows) {
      for (const [column, value] of Object.entries(row)) {
        if (typeof value !== 'string' || !mustBeThere(table, column)) continue;
        const tables = tablesOfId(value);
        if (tables.length === 0 || tables.some((each) => there.get(each)?.has(value))) continue;
        found.push(`${table}.${column} names ${value}, which is gone`);
      }
    }
  }
  return found;
}

/** The tables whose ids look like this text. */
export function tablesOfId(text: string): ResourceTable[] {
  const [, prefix] = /^(.+)-[0-9a-z]{16,}$/.exec(text) ?? [];
  return RESOURCE_KINDS.flatMap(([table, { idPrefix }]) => (idPrefix === prefix ? table : []));
}
