import type { Query } from '#store/query.ts';
import type { IntentRow, ResourceTable } from '#store/schema.ts';
import type { Writer } from '#store/store.ts';
import { failTask } from './async-task.ts';
import type { Context } from './context.ts';
import type { GuestCommand } from './guest-command.ts';
import type { Nic, Place } from './network.ts';

/**
 * How the reconciler carries one kind of intent to its end. It stands in the module that owns the
 * resource; only the reconciler runs it.
 */
export interface Transition {
  /** The intent's kind, such as `network-interface.attach`. */
  readonly kind: string;
  /**
   * How long it takes in `realistic` and `manual` mode, in milliseconds. Ours: the vendor names
   * none.
   */
  readonly dwell: number;
  /** It starts at a time that its action names, and its dwell time counts from then. */
  readonly atItsTime?: true;
  /**
   * What the data plane must do before the transition may settle: one step after the other, the
   * work of a step at the same time. In a plan that plugs a NIC the first refusal is the outcome of
   * all; any other work is tried again until it is done.
   */
  readonly work?: (tx: Writer, intent: IntentRow) => Promise<PlanePlan>;
  /**
   * Its work is done inside of instances. A data plane that carries out no commands is not asked, and
   * the transition settles as without one.
   */
  readonly inGuest?: true;
  /**
   * Writes the end of the transition, and says whether it was reached. When the resource is gone or
   * has moved on it must write nothing and answer false. It may run twice, but its answer counts
   * once: in the transaction that ends the intent, where the task behind it succeeds or fails.
   * `context` belongs to the account that the intent belongs to.
   */
  readonly settle: (
    tx: Writer,
    intent: IntentRow,
    outcome: Outcome,
    context: Context,
  ) => Promise<boolean>;
  /**
   * `settle` may refuse. What it has written is then rolled back, and it is called once more with
   * the reason as the outcome.
   */
  readonly mayRefuse?: true;
  /**
   * `settle` undoes what the action began when the outcome says that it was not done. The others
   * never get such an outcome.
   */
  readonly mayFail?: true;
  /**
   * The conditions in `settle`'s own statements decide whether the resource is still where the
   * transition began; nothing that was read earlier does. Many such transitions settle together in
   * one transaction, and `locked` isolation is enough for them.
   */
  readonly oneStatement?: true;
}

/** Steps for the data plane, in their order. An empty one costs nothing. */
export type PlanePlan = readonly (readonly PlaneWork[])[];

/**
 * Work for the data plane, in its words: it knows no status and no account. A fencing token is one
 * that no earlier plan for the NIC had; of an instance, the revision of its row.
 */
export type PlaneWork =
  /** Applies a network as the store has it when the work is carried out. */
  | { readonly do: 'network'; readonly networkId: string }
  | { readonly do: 'ensure'; readonly instance: Place; readonly fencingToken: number }
  | { readonly do: 'remove'; readonly instanceId: string; readonly fencingToken: number }
  | {
      readonly do: 'plug';
      readonly nic: Nic;
      readonly instanceId: string;
      readonly fencingToken: number;
    }
  | { readonly do: 'unplug'; readonly nicId: string; readonly fencingToken: number }
  | { readonly do: 'start'; readonly command: GuestCommand; readonly instanceId: string }
  | { readonly do: 'end'; readonly commandId: string };

/**
 * What the data plane answered. `reason` is one that a person can act on; `byPlane` says that it has
 * done the work of the plan, rather than that there is none to do it.
 */
export type Outcome =
  | { readonly done: true; readonly byPlane?: true }
  | { readonly done: false; readonly reason: string };

/** One step of a life cycle, as a resource's lifecycle.ts lists it. */
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
    settle(tx, { resource_id }) {
      tx.touchNothing();
      return tx.advance(table, resource_id, step);
    },
  };
}

/**
 * A transition that ends with the resource gone. Its end counts as reached when another removed it.
 */
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
 * Withdraws the pending transitions of a resource because something else overtakes them: a worker
 * that holds one can no longer settle it. The tasks behind them fail, except those of the kinds in
 * `reached`, whose end is reached by what overtakes them.
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
