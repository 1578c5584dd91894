import type { PlanePlan, Transition } from '#core/transition.ts';
import { byId } from '#store/owned.ts';
import type { IntentRow } from '#store/schema.ts';
import type { Writer } from '#store/store.ts';
import { freeNatGateway } from './nat-gateway/busy.ts';

/** The tables of what belongs to a NAT gateway and changes what packets meet. */
type EntryTable = 'snat_entry' | 'dnat_entry';

interface Step {
  readonly kind: string;
  readonly from: string;
  readonly to: string;
  readonly dwell: number;
}

/** An entry has a new status, and its gateway is Available again, when packets meet the change. */
export function entryTransition(table: EntryTable, step: Step): Transition {
  const entryById = byId(table);
  return {
    kind: step.kind,
    dwell: step.dwell,
    work: (tx, intent) => networkOfEntry(tx, table, intent),
    async settle(tx, { resource_id }) {
      const row = await tx.first(entryById, { id: resource_id });
      if (row === undefined || row.status !== step.from) return false;
      tx.touchNothing();
      await tx.advance(table, resource_id, step);
      await freeNatGateway(tx, row.nat_gateway_id);
      return true;
    },
  };
}

/** An entry is gone, and its gateway is Available again, when no packet meets it any more. */
export function entryRemoval(
  table: EntryTable,
  { kind, from, dwell }: Omit<Step, 'to'>,
  removeRows: (tx: Writer, id: string) => Promise<void>,
): Transition {
  const entryById = byId(table);
  return {
    kind,
    dwell,
    work: (tx, intent) => networkOfEntry(tx, table, intent),
    async settle(tx, { resource_id }) {
      const row = await tx.first(entryById, { id: resource_id });
      if (row === undefined) return true;
      if (row.status !== from) return false;
      await removeRows(tx, row.id);
      // No packet has met it since it began to be deleted.
      tx.touchNothing();
      await freeNatGateway(tx, row.nat_gateway_id);
      return true;
    },
  };
}

async function networkOfEntry(
  tx: Writer,
  table: EntryTable,
  { resource_id }: IntentRow,
): Promise<PlanePlan> {
  const row = await tx.first(byId(table), { id: resource_id });
  return row === undefined ? [] : [[{ do: 'network', networkId: row.vpc_id }]];
}
