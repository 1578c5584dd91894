import { isResourceTable } from '#core/resources.ts';
import { BaseTransaction } from '../base-transaction.ts';
import { HeldInsert } from '../held-update.ts';
import type { Tables } from '../schema.ts';
import type { Named } from './statements.ts';

/**
 * Holds the row of a new resource back until the next statement, so that the transition which settles
 * at once is no statement of its own. Whatever sends a statement awaits `sendHeld` before.
 */
export abstract class HoldingTransaction extends BaseTransaction<Named> {
  /** Whether it has changed anything, or is about to. */
  changed = false;

  protected override async add(table: keyof Tables, values: object): Promise<void> {
    if (!isResourceTable(table)) return super.add(table, values);
    await this.sendHeld();
    this.changed = true;
    this.held = new HeldInsert(table, values as { readonly id: string });
  }

  protected override async sendHeld(): Promise<void> {
    const { held } = this;
    if (held === undefined) return;
    this.held = undefined;
    const { prepared, parameters } = this.changing(held);
    await this.change(prepared, parameters);
  }
}
