import type { Ids } from './ids.ts';
import type { Region, World } from './world/world.ts';

/** One request on its way through an action: who asks, where, and what the house provides. */
export interface Call {
  readonly accountId: string;
  readonly region: Region;
  readonly requestId: string;
  readonly world: World;
  readonly ids: Ids;
  /** The id of the task that the answer names, where it names one. The intent left has it too. */
  readonly asyncTaskId?: string;
  /**
   * When a transition that begins now may settle, in milliseconds since the epoch.
   * `kind` names the transition, as in {@link Transition}.
   */
  settlesAt(kind: string, now: number): number;
}
