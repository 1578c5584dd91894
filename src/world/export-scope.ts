import { RESOURCES, type ResourceKind } from '#core/resources.ts';
import { query } from '#store/query.ts';
import type { ResourceRow } from '#store/schema/resource.ts';
import type { ResourceTable, Tables } from '#store/schema.ts';
import type { Reader } from '#store/store.ts';
import { resourceRows, rowsOfEach } from './export-rows.ts';
import type { Said } from './export-world.ts';
import type { World } from './world.ts';

/**
 * What the export of each type of resource reads and adds to: the store, what is said already, and
 * what a world file cannot say.
 */
export class ExportScope {
  readonly tx: Reader;
  readonly world: World;
  readonly #accountId: string | undefined;
  /** The ids of the resources that are said: only to these may others refer. */
  readonly said = new Set<string>();
  /** The types of the instances that are said. */
  readonly instanceTypes = new Set<string>();
  /** The ids of resources for which an intent is stored. */
  readonly onTheirWay: ReadonlySet<string>;
  readonly #tags = new Map<string, Record<string, string>>();
  readonly #unsaid: string[] = [];

  private constructor(
    tx: Reader,
    world: World,
    accountId: string | undefined,
    onTheirWay: ReadonlySet<string>,
  ) {
    this.tx = tx;
    this.world = world;
    this.#accountId = accountId;
    this.onTheirWay = onTheirWay;
  }

  /** For the resources of one account, or of all. */
  static async of(tx: Reader, world: World, accountId: string | undefined): Promise<ExportScope> {
    const intents = await tx.all(pending, {});
    return new ExportScope(
      tx,
      world,
      accountId,
      new Set(intents.map(({ resource_id }) => resource_id)),
    );
  }

  /** In words, what a world file cannot say. */
  get unsaid(): readonly string[] {
    return this.#unsaid;
  }

  /** Adds to what a world file cannot say. */
  note(id: string, what: string): void {
    this.#unsaid.push(`${id}: ${what}`);
  }

  /** The rows of a table whose resources are there to stay; reads their tags, too. */
  async rows<T extends ResourceTable>(table: T): Promise<Tables[T][]> {
    const rows = await resourceRows(this.tx, table, this.#accountId);
    const ids = rows.map(({ id }) => id);
    const { tagType }: ResourceKind = RESOURCES[table];
    if (tagType !== null) {
      for (const [id, tags] of await rowsOfEach(this.tx, 'tag', 'resource_id', ids, 'key')) {
        if (tags.length > 0) {
          this.#tags.set(id, Object.fromEntries(tags.map(({ key, value }) => [key, value])));
        }
      }
    }
    return rows.filter((row) => this.#stays(table, row));
  }

  #stays(table: ResourceTable, { id, status }: ResourceRow): boolean {
    const leaves = this.onTheirWay.has(id) && /^(Deleting|DELETING|Releasing)$/.test(status);
    if (leaves) this.note(id, `it is ${status}, and left out`);
    else if (table !== 'instance' && !RESOURCES[table].settled.some((each) => each === status)) {
      this.note(id, `it is ${status}, and written as settled`);
    }
    return !leaves;
  }

  /** Whether everything that a resource refers to is said. If not, it is left out. */
  mayBe({ id }: { readonly id: string }, ...others: readonly string[]): boolean {
    const missing = others.find((other) => !this.said.has(other));
    if (missing !== undefined) this.note(id, `it is left out with ${missing}`);
    else this.said.add(id);
    return missing === undefined;
  }

  /** What a world file says of resources of every type. */
  common({ id, name, description, project_name }: ResourceRow): Said {
    const tags = this.#tags.get(id);
    return {
      id,
      ...(name !== id && name !== '' && { name }),
      ...(description !== '' && { description }),
      ...(project_name !== 'default' && { projectName: project_name }),
      ...(tags && { tags }),
    };
  }
}

const pending = query((db, _: object) => db.selectFrom('intent').select('resource_id'));
