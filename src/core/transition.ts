import type { Query } from '#store/query.ts';
import type { IntentRow, ResourceTable } from '#store/schema.ts';
import type { Writer } from '#store/store.ts';
import { failTask } from './async-task.ts';
import type { Context } from './context.ts';

/**
 * How the reconciler carries one kind of intent to its end. Written in the room that owns the
 * resource; run by the reconciler only.
 */
export interface Transition {
  /** The intent's kind, such as `network-interface.attach`. */
  readonly kind: string;
  /** How long it takes in `realistic` and `manual` mode, in milliseconds. Ours: the vendor names none. */
  readonly dwell: number;
  /** It comes at a time that its action names, and dwells from then on. */
  readonly atItsTime?: true;
  /**
   * What the data plane must do before it may settle, one after the other. The first refusal is
   * the outcome of all. Each has a turn that no plan for its NIC had before.
   */
  readonly work?: (tx: Writer, intent: IntentRow) => Promise<readonly PlaneWork[]>;
  /**
   * Writes the end of the transition, and says whether it was reached: false when the resource is
   * gone or has moved on, and then it must do nothing. It may be repeated, but its answer counts
   * once, in the transaction that ends the intent: there the task behind it succeeds or fails.
   * `call` is as of the account that the intent is of.
   */
  readonly settle: (
    tx: Writer,
    intent: IntentRow,
    outcome: Outcome,
    context: Context,
  ) => Promise<boolean>;
  /**
   * `settle` may refuse. That is an outcome too: nothing of it stays, and it is asked once more
   * with the reason.
   */
  readonly mayRefuse?: true;
  /**
   * The conditions of `settle`'s own statements say whether the resource still is where the
   * transition began: it judges by nothing that it has read before. Many of them go together, and
   * need no more than `locked` isolation.
   */
  readonly oneStatement?: true;
}

/** Work for the data plane, in its words: it knows no status and no account. */
export type PlaneWork =
  | {
      readonly do: 'plug';
      readonly nic: Nic;
      readonly instanceId: string;
      readonly fencingToken: number;
    }
  | { readonly do: 'unplug'; readonly nicId: string; readonly fencingToken: number };

export interface Nic {
  readonly id: string;
  readonly networkId: string;
  readonly mac: string;
  /** Addresses with their prefix lengths: `10.0.0.5/24`. */
  readonly addresses: readonly string[];
}

/** What the data plane said. A reason is one that a person can act on. */
export type Outcome = { readonly done: true } | { readonly done: false; readonly reason: string };

/** One step of a life cycle, as a room's lifecycle.ts lists it. */
interface Step {
  readonly kind: string;
  readonly from: string;
  readonly to: string | undefined;
  readonly dwell: number;
}

/** A transition whose end is a new status and nothing else. */
export function statusTransition(
  table: ResourceTable,
  step: Step & { readonly to: string },
): Transition {
  const { kind, dwell } = step;
  return {
    kind,
    dwell,
    oneStatement: true,
    settle: (tx, { resource_id }) => tx.advance(table, resource_id, step),
  };
}

/** A transition at whose end the resource is gone: it is reached, too, where another took it away. */
export function removalTransition<R extends { readonly status: string }>(
  rowById: Query<{ id: string }, R>,
  { kind, from, dwell }: Step,
  remove: (tx: Writer, row: R) => Promise<void>,
): Transition {
  return {
    kind,
    dwell,
    async settle(tx, { resource_id }) {
      const row = await tx.first(rowById, { id: resource_id });
      if (row === undefined) return true;
      if (row.status !== from) return false;
      await remove(tx, row);
      return true;
    },
  };
}

/**
 * Takes back the transitions of a resource that something else overtakes: whoever has them in hand
 * can no longer settle them. The tasks behind them have failed, but for those of the kinds whose end
 * is `reached` by what overtakes them.
 */
export async function overtake(
  tx: Writer,
  resourceId: string,
  reached: readonly string[] = [],
): Promise<void> {
  for (const intent of await tx.withdraw(resourceId)) {
    if (!reached.includes(intent.kind)) await failTask(tx, intent);
  }
}
