import type { Network } from '#core/network.ts';
import type { Inventory } from '#dataplane/driver.ts';
import type { PlaneEvent } from './simulated-plane.ts';

/** What a process tells its parent. */
export type FromChild =
  | { readonly kind: 'listening'; readonly host: string }
  | { readonly kind: 'fault'; readonly text: string }
  /** A call that the data plane has refused, and why. */
  | { readonly kind: 'refused'; readonly text: string }
  | { readonly kind: 'call'; readonly id: number; readonly work: PlaneCall }
  /** Asks what is in the data plane. */
  | { readonly kind: 'look'; readonly id: number }
  /** The process's own data plane has done something, and goes on when the parent has noted it. */
  | { readonly kind: 'did'; readonly id: number; readonly deed: PlaneDeed };

/** What a driver has done. */
export type PlaneDeed = PlaneEvent | { readonly do: 'removed'; readonly instanceId: string };

/** What the data plane is asked to do. */
export type PlaneCall =
  | {
      readonly do: 'plug';
      readonly nicId: string;
      readonly instanceId: string;
      readonly fencingToken: number;
    }
  | { readonly do: 'unplug'; readonly nicId: string; readonly fencingToken: number }
  /** The fencing token of a network is its revision. */
  | { readonly do: 'apply'; readonly network: Network; readonly fencingToken: number };

/** What the data plane answers to a call. */
export type PlaneAnswer = 'done' | 'refused' | 'overtaken';

export interface ToChild {
  readonly id: number;
  readonly answer: PlaneAnswer;
  /** The answer to `look`. */
  readonly inventory?: Inventory;
}
