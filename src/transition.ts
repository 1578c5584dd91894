import type { IntentRow } from './store/schema.ts';
import type { Reader, Writer } from './store/store.ts';

/**
 * How the reconciler carries one kind of intent to its end. Written in the room that owns the
 * resource; run by the reconciler only.
 */
export interface Transition {
  /** The intent's kind, such as `network-interface.attach`. */
  readonly kind: string;
  /** How long it takes in `realistic` and `manual` mode, in milliseconds. Ours: the vendor names none. */
  readonly dwell: number;
  /**
   * What the data plane must do before it may settle, one after the other. The first refusal is
   * the outcome of all.
   */
  readonly work?: (tx: Reader, intent: IntentRow) => Promise<readonly PlaneWork[]>;
  /**
   * Writes the end of the transition. Runs at most once per intent with effect: the reconciler's
   * fence sees to it. Must do nothing when the resource is gone or has moved on.
   */
  readonly settle: (tx: Writer, intent: IntentRow, outcome: Outcome) => Promise<void>;
}

/** Work for the data plane, in its words: it knows no status and no account. */
export type PlaneWork =
  | { readonly do: 'plug'; readonly nic: Nic; readonly instanceId: string }
  | { readonly do: 'unplug'; readonly nicId: string };

export interface Nic {
  readonly id: string;
  readonly networkId: string;
  readonly mac: string;
  /** Addresses with their prefix lengths: `10.0.0.5/24`. */
  readonly addresses: readonly string[];
}

/** What the data plane said. A reason is one that a person can act on. */
export type Outcome = { readonly done: true } | { readonly done: false; readonly reason: string };
