import type { OnTransition } from '#core/context.ts';
import type { Refused } from '#core/refusal.ts';

/** Faults that a tester asked for, as the request pipeline meets them. */
export interface RequestFaults {
  /** Whether there are any that may still strike: without them a request costs this look alone. */
  readonly any: boolean;
  /** What may strike a request that is about to be carried out; undefined when nothing can. */
  meet(request: FaultedRequest): MetFaults | undefined;
}

/** A request that has been authorised and decoded. */
export interface FaultedRequest {
  readonly requestId: string;
  readonly service: string;
  readonly action: string;
  readonly accountId: string;
  /** As the contract names and spells them, lists from 1. */
  readonly parameters: () => ReadonlyMap<string, string>;
}

/** The faults that one request meets; its methods are called in this order. */
export interface MetFaults {
  /** What strikes before anything is done. */
  before(): Strike<RefusalFault | DelayFault | { readonly kind: 'cut' }> | undefined;
  /** For the context of the action. */
  readonly onTransition: OnTransition | undefined;
  /** The action was not carried out: no transition of its own is left. */
  undone(): void;
  /** The action is committed. What strikes its answer. */
  committed(): Strike<RefusalFault | DelayFault | BrokenDelivery> | undefined;
}

export interface Strike<E> {
  readonly faultId: string;
  readonly effect: E;
}

/** Takes the place of the answer. */
export interface RefusalFault {
  readonly kind: 'refuse';
  readonly refused: Refused;
}

export interface DelayFault {
  readonly kind: 'delay';
  /** Waits; no longer than until the server closes. */
  readonly over: () => Promise<void>;
}

/** How the bytes of an answer do not arrive. */
export interface BrokenDelivery {
  /**
   * - `cut`: nothing is sent, and the connection is reset.
   * - `half`: the Content-Length of the whole, half of the body, then the connection ends.
   * - `misstate`: half the Content-Length, the whole body, then the connection ends.
   */
  readonly kind: 'cut' | 'half' | 'misstate';
}

/** Ends a request to which a fault gives no answer. It is reported as the 503 that it carries. */
export class ConnectionCut extends Error {
  readonly refused: Refused;

  constructor(refused: Refused) {
    super('a fault cuts the connection');
    this.refused = refused;
  }
}
