import { dynamic } from '#store/dynamic.ts';
import type { ResourceTable, Tables } from '#store/schema.ts';
import type { Reader } from '#store/store.ts';

const AT_ONCE = 500;

/** The resources of a table, of one account or of all, in the order of their ids. */
export async function resourceRows<T extends ResourceTable>(
  tx: Reader,
  table: T,
  accountId: string | undefined,
): Promise<Tables[T][]> {
  const all: Tables[T][] = [];
  for (;;) {
    const last = all.at(-1)?.id ?? '';
    const rows = await tx.select((db) =>
      dynamic(db)
        .selectFrom(table)
        .selectAll()
        .$if(accountId !== undefined, (found) => found.where('account_id', '=', accountId))
        .where('id', '>', last)
        .orderBy('id')
        .limit(AT_ONCE),
    );
    all.push(...(rows as unknown as Tables[T][]));
    if (rows.length < AT_ONCE) return all;
  }
}

/** The rows of a table that belong to some resources, by the id in `column`, in `order`. */
export async function rowsOfEach<T extends keyof Tables>(
  tx: Reader,
  table: T,
  column: keyof Tables[T] & string,
  ids: readonly string[],
  ...order: (keyof Tables[T] & string)[]
): Promise<ReadonlyMap<string, Tables[T][]>> {
  const by: string = column;
  const found = new Map<string, Tables[T][]>(ids.map((id) => [id, []]));
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const some = ids.slice(at, at + AT_ONCE);
    const rows = await tx.select((db) =>
      order.reduce(
        (select, each) => select.orderBy(each),
        dynamic(db).selectFrom(table).selectAll().where(by, 'in', some),
      ),
    );
    for (const row of rows as unknown as Tables[T][]) found.get(String(row[column]))?.push(row);
  }
  return found;
}
