import type { ResourceTable } from './schema.ts';
import type { StatusChange } from './store.ts';

/**
 * A change of one resource's row that has not been sent yet: the next changes of the same row join
 * it, so that an action and the transition that settles at once in its transaction cost one
 * statement, not two. Before anything else is asked of the engine it must be sent.
 */
export class HeldUpdate {
  readonly kind: 'update' | 'insert' = 'update';
  readonly table: ResourceTable;
  readonly id: string;
  readonly #values: Record<string, unknown>;
  #steps = 1;
  #isRelied = false;

  constructor(table: ResourceTable, id: string, values: object) {
    this.table = table;
    this.id = id;
    this.#values = { ...values };
  }

  isOf(table: ResourceTable, id: string): boolean {
    return this.id === id && this.table === table;
  }

  /** The columns that it changes, to their new values. */
  get values(): Readonly<Record<string, unknown>> {
    return this.#values;
  }

  /** How many changes it stands for: the row's revision grows by so many. */
  get steps(): number {
    return this.#steps;
  }

  /** Whether somebody was told that the row is there and has moved on. */
  get isRelied(): boolean {
    return this.#isRelied;
  }

  join(values: object): void {
    Object.assign(this.#values, values);
    this.#steps += 1;
  }

  /**
   * Moves the row on from the status that it is about to have. False when that is another one;
   * undefined when it does not change the status, so that only the engine knows it.
   */
  advance({ from, to }: StatusChange, more: object): boolean | undefined {
    const { status } = this.#values;
    if (status === undefined) return undefined;
    if (status !== from) return false;
    this.join(more);
    this.#values.status = to;
    this.#isRelied = true;
    return true;
  }
}

/** The same of a row that is to be added: with its revision, which the changes that join it raise. */
export class HeldInsert extends HeldUpdate {
  override readonly kind = 'insert';

  constructor(table: ResourceTable, values: { readonly id: string }) {
    super(table, values.id, values);
  }

  override get values(): Readonly<Record<string, unknown>> {
    return { ...super.values, revision: this.steps };
  }
}
