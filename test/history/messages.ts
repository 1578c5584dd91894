import type { Network } from '#core/network.ts';
import type { Inventory } from '#dataplane/driver.ts';
import type { PlaneEvent } from './rack.ts';

/** What a process tells its parent. */
export type FromChild =
  | { readonly kind: 'listening'; readonly host: string }
  | { readonly kind: 'fault'; readonly text: string }
  /** What the data plane has refused, and why. */
  | { readonly kind: 'refused'; readonly text: string }
  | { readonly kind: 'call'; readonly id: number; readonly work: PlaneCall }
  /** What is there? */
  | { readonly kind: 'look'; readonly id: number }
  /** A data plane of its own has done something; it goes on when that is noted. */
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
  /** Its fencing token is its revision. */
  | { readonly do: 'apply'; readonly network: Network; readonly fencingToken: number };

/** What the data plane answers to a call. */
export type PlaneAnswer = 'done' | 'refused' | 'overtaken';

export interface ToChild {
  readonly id: number;
  readonly answer: PlaneAnswer;
  /** To a look. */
  readonly inventory?: Inventory;
}
