import type { RootOperationNode, WhereNode } from 'kysely';
import { PACKET_COLUMNS } from '#core/packet-tables.ts';
import type { Db, Tables } from './schema.ts';

/** What of Kysely's tree of a statement is looked at. */
interface Node {
  readonly kind: string;
  readonly into?: Node;
  readonly table?: Node;
  readonly from?: { readonly froms: readonly Node[] };
  readonly updates?: readonly { readonly column: Node }[];
  readonly column?: { readonly name: string } | Node;
}

/** The table that a statement writes, if that may decide what packets meet. */
export function packetTableOf(statement: unknown): keyof Tables | undefined {
  const node = statement as Node;
  if (node.kind === 'InsertQueryNode') return counted(tableName(node.into));
  if (node.kind === 'DeleteQueryNode') return counted(tableName(node.from?.froms[0]));
  if (node.kind !== 'UpdateQueryNode') return undefined;
  const table = counted(tableName(node.table));
  if (table === undefined) return undefined;
  const columns = PACKET_COLUMNS[table];
  const names = (node.updates ?? []).map(({ column }) => nameOf(column));
  return names.some((name) => columns.includes(name)) ? table : undefined;
}

/** The table of whose rows a statement changes or deletes some. */
export function changedTableOf(statement: unknown): keyof Tables | undefined {
  const node = statement as Node;
  if (node.kind === 'UpdateQueryNode') return tableName(node.table) as keyof Tables;
  if (node.kind === 'DeleteQueryNode') return tableName(node.from?.froms[0]) as keyof Tables;
  return undefined;
}

/** A builder whose SELECT statements have the condition of `statement`. */
export function withConditionOf(db: Db, statement: RootOperationNode): Db {
  const { where } = statement as { readonly where?: WhereNode };
  return db.withPlugin({
    transformQuery: ({ node }) =>
      where === undefined || node.kind !== 'SelectQueryNode' ? node : { ...node, where },
    transformResult: async ({ result }) => result,
  });
}

function counted(name: string): keyof Tables | undefined {
  const table = name as keyof Tables;
  const columns = PACKET_COLUMNS[table];
  return columns === undefined || columns === 'never' ? undefined : table;
}

/** A TableNode has a SchemableIdentifierNode, which has an IdentifierNode with the name. */
function tableName(node: unknown): string {
  const { table } = (node ?? {}) as { table?: { identifier?: { name?: string } } };
  return table?.identifier?.name ?? '';
}

/** A ColumnNode has an IdentifierNode with the name. */
function nameOf(node: unknown): string {
  const { column } = (node ?? {}) as { column?: { name?: string } };
  return column?.name ?? '';
}
