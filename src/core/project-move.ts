import { type OwnKey, ownedToChange } from '#store/owned.ts';
import type { ResourceTable } from '#store/schema.ts';
import type { Reader, Writer } from '#store/store.ts';

/** A kind of resource that can be moved from project to project. Each room says it of its own. */
export interface ProjectMove {
  /** Whether the caller has it. Its row is locked. */
  exists(tx: Reader, key: OwnKey): Promise<boolean>;
  move(tx: Writer, id: string, project: string): Promise<void>;
}

export function projectMove(table: ResourceTable): ProjectMove {
  const own = ownedToChange(table);
  return {
    exists: async (tx, key) => (await tx.first(own, key)) !== undefined,
    move: (tx, id, project) => tx.update(table, id, { project_name: project }),
  };
}
