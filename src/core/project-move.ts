import { dynamic } from '#store/dynamic.ts';
import { type OwnKey, ownedToChange } from '#store/owned.ts';
import { query } from '#store/query.ts';
import type { ResourceTable } from '#store/schema.ts';
import type { Reader, Writer } from '#store/store.ts';
import { RESOURCE_KINDS, type ResourceKind } from './resources.ts';

/** How one type of resource is moved between projects. */
export interface ProjectMove {
  /** Whether the caller owns it. Locks its row. */
  exists(tx: Reader, key: OwnKey): Promise<boolean>;
  /** Moves it together with what moves along. */
  move(tx: Writer, id: string, project: string): Promise<void>;
}

/** All types that can be moved, by their name in TRNs, in the order in which writers lock rows. */
export const PROJECT_MOVES: ReadonlyMap<string, ProjectMove> = new Map(
  RESOURCE_KINDS.flatMap(([table, { trn, movesAlong }]) =>
    trn === null ? [] : [[trn, projectMove(table, movesAlong)]],
  ),
);

function projectMove(table: ResourceTable, along: ResourceKind['movesAlong']): ProjectMove {
  const own = ownedToChange(table);
  const followers = along && moveAlong(along);
  return {
    exists: async (tx, key) => (await tx.first(own, key)) !== undefined,
    async move(tx, id, project) {
      await tx.update(table, id, { project_name: project });
      if (followers) await tx.run(followers, { id, project, now: tx.now });
    },
  };
}

function moveAlong({ table, column }: NonNullable<ResourceKind['movesAlong']>) {
  return query((db, p: { id: string; project: string; now: number }) =>
    dynamic(db)
      .updateTable(table)
      .set((set) => ({
        project_name: p.project,
        updated_at: p.now,
        revision: set('revision', '+', 1),
      }))
      .where(column, '=', p.id),
  );
}
