import type { Rule } from '#core/action.ts';
import { type RunFacts, runRules } from '../instance/run.rules.ts';
import { ecsRefusals } from '../refusals.ts';

/** What decides whether an order is accepted: its times, and the facts of its launch. */
export interface OrderFacts extends RunFacts {
  readonly now: number;
  readonly times: OrderTimes;
}

/** In milliseconds since the epoch; undefined when a required one was not given. */
export interface OrderTimes {
  readonly start: number | undefined;
  readonly end: number | undefined;
  /** 0 when the instances are not released by themselves. */
  readonly release: number | undefined;
  /** Whether it is delivered at once: then the start is now. */
  readonly immediate: boolean;
}

const after = (later: number | undefined, earlier: number | undefined) =>
  later !== undefined && earlier !== undefined ? later > earlier : undefined;

const not = (known: boolean | undefined) => (known === undefined ? undefined : !known);

const said = (time: number | undefined) => (time === undefined ? 'absent' : `${time}`);

/**
 * The preconditions of CreateScheduledInstances; those of the launch are checked again when it
 * begins.
 */
export const createRules: readonly Rule<OrderFacts>[] = [
  {
    refusal: ecsRefusals.StartDeliveryMissing,
    parameter: 'StartDeliveryAt',
    broken: ({ times }) => times.start === undefined,
    because: ({ times }) => `StartDeliveryAt is ${said(times.start)}`,
  },
  {
    refusal: ecsRefusals.StartDeliveryMalformed,
    parameter: 'StartDeliveryAt',
    broken: ({ times, now }) => (times.immediate ? false : not(after(times.start, now))),
    because: ({ times, now }) => `it starts at ${said(times.start)}, and it is ${now}`,
  },
  {
    refusal: ecsRefusals.EndDeliveryMalformed,
    parameter: 'EndDeliveryAt',
    broken: ({ times }) => not(after(times.end, times.start)),
    because: ({ times }) => `it ends at ${said(times.end)}, and starts at ${said(times.start)}`,
  },
  {
    refusal: ecsRefusals.AutoReleaseMissing,
    parameter: 'AutoReleaseAt',
    broken: ({ times }) => times.release === undefined,
    because: ({ times }) => `AutoReleaseAt is ${said(times.release)}`,
  },
  {
    refusal: ecsRefusals.AutoReleaseMalformed,
    parameter: 'AutoReleaseAt',
    broken: ({ times }) => (times.release === 0 ? false : not(after(times.release, times.start))),
    because: ({ times }) => `released at ${said(times.release)}, start at ${said(times.start)}`,
  },
  ...runRules,
];
