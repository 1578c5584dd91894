import type { Served } from './directory.ts';
import type { Identity } from './encode.ts';
import type { Wire } from './read.ts';
import type { BrokenDelivery, DelayFault } from './request-faults.ts';
import type { Trace } from './trace.ts';

/** What is known about a request under way. */
export interface Progress {
  readonly identity: Identity;
  accountId: string;
  wire?: Wire;
  target?: Served;
  scheduled?: string[];
  readonly explained?: boolean;
  readonly unrecorded?: boolean;
  /** When it entered the pipeline, by the timer. */
  readonly begun?: number;
  readonly trace?: Trace | undefined;
  injectedFault?: string;
  delivery?: BrokenDelivery | DelayFault;
}
