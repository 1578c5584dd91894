/** Somebody of this process waits for the row already. PostgreSQL's code for a lock not granted. */
export class RowBlocked extends Error {
  readonly code = '55P03';

  constructor() {
    super('a row is locked by another transaction for long');
  }
}

/** Another has locked a row, and whoever wanted it does not wait. */
export class RowsTaken extends Error {
  constructor() {
    super('a row is locked by another');
  }
}

const tables = new Map<string, string | undefined>();

/**
 * A name for the row that a statement may have to wait for; undefined for one that locks nothing,
 * or skips what is locked. Statements about one row by its id give it the same name; others give
 * the same name when they are the same.
 */
export function lockableRow(
  text: string,
  parameters: unknown,
  values: readonly unknown[],
): string | undefined {
  if (tableLockedBy(text) === undefined) return undefined;
  return lockedById(text, parameters) ?? `${text} ${JSON.stringify(values)}`;
}

/** The same name for a statement that locks one row by its id; undefined for any other. */
export function lockedById(text: string, parameters: unknown): string | undefined {
  const table = tableLockedBy(text);
  const { id } = (parameters ?? {}) as { readonly id?: unknown };
  return table !== undefined && typeof id === 'string' ? `${table} ${id}` : undefined;
}

function tableLockedBy(text: string): string | undefined {
  if (!tables.has(text)) tables.set(text, lockedTable(text));
  return tables.get(text);
}

function lockedTable(text: string): string | undefined {
  const [, changed, read] =
    /^(?:update|delete from|insert into) "(\w+)"|^select .* from "(\w+)".* for update of "\w+"$/.exec(
      text,
    ) ?? [];
  return changed ?? read;
}
