import { dynamic } from '#store/dynamic.ts';
import { type OwnKey, ownedToChange } from '#store/owned.ts';
import { query } from '#store/query.ts';
import type { ResourceTable } from '#store/schema.ts';
import type { Reader, Writer } from '#store/store.ts';
import { RESOURCE_KINDS, type ResourceKind } from './resources.ts';

/** How a kind of resource is moved from project to project. */
export interface ProjectMove {
  /** Whether the caller has it. Its row is locked. */
  exists(tx: Reader, key: OwnKey): Promise<boolean>;
  /** Moves it, and what moves along with it. */
  move(tx: Writer, id: string, project: string): Promise<void>;
}

/** Those of all kinds that can be moved, by what TRNs call them, in the order in which writers lock. */
export const PROJECT_MOVES: ReadonlyMap<string, ProjectMove> = new Map(
  RESOURCE_KINDS.flatMap(([table, { trn, movesAlong }]) =>
    trn === undefined ? [] : [[trn, projectMove(table, movesAlong)]],
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
