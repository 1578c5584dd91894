/**
 * Groups the statements of a step of the schema into transactions, in their order. Databases that
 * change the schema only after the commit refuse two things in one transaction: to make what was
 * dropped in it under the same name, and to name, in a predicate or in rows that are copied, a column
 * that was added in it. Each statement of a step may be repeated, so a step may end in between.
 */
export function stepTransactions(statements: readonly string[]): string[][] {
  const transactions: string[][] = [];
  let dropped = new Set<string>();
  let added = new Set<string>();
  let current: string[] | undefined;
  for (const text of statements) {
    if (current === undefined || needsCommit(text, dropped, added)) {
      current = [];
      transactions.push(current);
      dropped = new Set();
      added = new Set();
    }
    current.push(text);
    const [, index] = /^drop index if exists "(\w+)"/.exec(text) ?? [];
    if (index !== undefined) dropped.add(index);
    const [, column] = /^alter table "\w+" add column (?:if not exists )?"(\w+)"/.exec(text) ?? [];
    if (column !== undefined) added.add(column);
  }
  return transactions;
}

function needsCommit(
  text: string,
  dropped: ReadonlySet<string>,
  added: ReadonlySet<string>,
): boolean {
  const [, made = ''] =
    /^create (?:unique )?(?:index|table) (?:if not exists )?"(\w+)"/.exec(text) ?? [];
  if (dropped.has(made)) return true;
  const [, ofIndex = '', ofRows = ''] =
    /^(?:create .*? where (.*)|(?:insert|update|delete) (.*))$/s.exec(text) ?? [];
  return [...added].some((column) => `${ofIndex}${ofRows}`.includes(`"${column}"`));
}
