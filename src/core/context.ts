import type { Ids } from '#platform/ids.ts';
import type { Owner, OwnKey } from '#store/owned.ts';
import type { Caller, Region, World } from '#world/world.ts';

/** One request on its way through an action: who asks, where, and what the server provides. */
export interface Context {
  readonly accountId: string;
  /** Absent when there is no request, as for the resources that a world starts with. */
  readonly caller?: Caller;
  readonly region: Region;
  readonly requestId: string;
  readonly world: World;
  readonly ids: Ids;
  /**
   * The id of the task that the answer names, if it names one. The action's intent has the same id.
   */
  readonly asyncTaskId?: string;
  /**
   * Takes the ids of the intents that the request writes, where somebody remembers them. It begins
   * anew each time the transaction is tried.
   */
  readonly scheduled?: string[];
  /**
   * When a transition that begins now may settle, in milliseconds since the epoch.
   * `kind` names the transition, as in {@link Transition}.
   */
  settlesAt(kind: string, now: number): number;
  /** Told of each transition that the request schedules, in its transaction. */
  readonly onTransition?: OnTransition | undefined;
}

/**
 * Returns for how many milliseconds this process has the intent leased from its first moment,
 * because it will end it in a way of its own; undefined for the ordinary way.
 */
export type OnTransition = (transition: ScheduledTransition) => number | undefined;

/** A transition as it is scheduled. */
export interface ScheduledTransition {
  readonly kind: string;
  readonly intentId: string;
  readonly resourceId: string;
  readonly region: string;
  /** When it may settle, in milliseconds since the epoch. */
  readonly settlesAt: number;
}

/** Whose the resources of a request are, and where. */
export function ownerOf({ accountId, region }: Context): Owner {
  return { account_id: accountId, region: region.id };
}

/** One resource of the caller's, which the request names. */
export function ownKey({ accountId, region }: Context, id: string): OwnKey {
  return { id, account_id: accountId, region: region.id };
}
