import type pg from 'pg';

/** A statement as it was run, with the values that it was run with. */
export interface Run {
  readonly text: string;
  readonly values: readonly unknown[];
}

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly 'Actual Rows'?: number;
  readonly 'Actual Loops'?: number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

/** What PostgreSQL read in order to answer a statement. */
export interface Reading {
  /** Tables, or indexes, that the plan reads from end to end. */
  readonly whole: readonly string[];
  /** Rows read, including those that met no condition. */
  readonly rows: number;
}

/** Tables that hold one row per configured thing, whatever the world's size. */
export const SMALL = ['seed', 'tenon_schema'];

/**
 * Runs a statement as a prepared one, under its generic plan or under one made for its values,
 * since a connection may use either. Its changes are rolled back.
 */
export async function read(client: pg.Client, run: Run, plan: 'generic' | 'custom') {
  const values = run.values.map((value) =>
    value === null ? 'null' : client.escapeLiteral(String(value)),
  );
  await client.query('begin');
  try {
    await client.query(`set local plan_cache_mode = force_${plan}_plan`);
    await client.query(`prepare one as ${run.text}`);
    const { rows } = await client.query(
      `explain (analyze, timing off, format json) execute one${values.length > 0 ? `(${values})` : ''}`,
    );
    return readingOf(rows[0]['QUERY PLAN'][0].Plan);
  } finally {
    await client.query('rollback');
    await client.query('deallocate all');
  }
}

function readingOf(plan: PlanNode): Reading {
  const nodes = nodesOf(plan);
  return {
    whole: nodes
      .filter(isWholeRead)
      .map((node) => `${node['Node Type']} of ${node['Relation Name'] ?? node['Index Name']}`),
    rows: nodes.filter(isScan).reduce((sum, node) => sum + rowsOf(node), 0),
  };
}

/** PostgreSQL reports the rows of one loop, on average. */
const rowsOf = (node: PlanNode) =>
  ((node['Actual Rows'] ?? 0) + (node['Rows Removed by Filter'] ?? 0)) *
  (node['Actual Loops'] ?? 0);

const isScan = (node: PlanNode) => node['Node Type'].includes('Scan');

function nodesOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}

function isWholeRead(node: PlanNode): boolean {
  const table = node['Relation Name'] ?? node['Index Name']?.replace(/_pkey$/, '') ?? '';
  if (SMALL.includes(table)) return false;
  if (node['Node Type'] === 'Seq Scan') return true;
  return /Index.* Scan/.test(node['Node Type']) && node['Index Cond'] === undefined;
}
