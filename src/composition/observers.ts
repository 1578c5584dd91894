import { EventLog } from '#events/event-log.ts';
import { EventStreams } from '#events/event-streams.ts';
import { answeredEvent, struckEvent, tellChanges } from '#events/happenings.ts';
import type { Struck } from '#faults/faults.ts';
import type { Answered } from '#gateway/answered.ts';
import { RequestHistory } from '#history/history.ts';
import { DEFAULT_HISTORY } from '#history/limits.ts';
import { NicTotals } from '#metrics/nics.ts';
import { RequestMetrics } from '#metrics/requests.ts';
import type { PlaneRefused } from '#reconcile/plane-refused.ts';
import type { ReconcilerOptions } from '#reconcile/worker.ts';
import type { Foundation } from './foundation.ts';

export interface ObserverOptions {
  /**
   * How many requests the history keeps, {@link DEFAULT_HISTORY} by default; with 0 there is none,
   * and it costs nothing.
   */
  readonly history?: number;
  readonly onAnswered?: (answered: Answered) => void;
  readonly onFault?: ReconcilerOptions['onFault'];
  /** Told of each strike of a fault that a tester asked for. */
  readonly onStruck?: (struck: Struck) => void;
  /** Told of each refusal of the data plane. */
  readonly onPlaneRefusal?: (refused: PlaneRefused) => void;
}

/** What watches the server and never changes what it does. */
export type Observers = ReturnType<typeof createObservers>;

/** Metrics, history and events, and what the other parts call to tell them of something. */
export function createObservers(
  options: ObserverOptions,
  { services, store, storeMetrics, ids, clock }: Foundation,
) {
  const measurements = {
    requests: new RequestMetrics(services),
    store: storeMetrics,
    nics: new NicTotals(),
    reconcilerFaults: 0,
    planeRefusals: new Map<string, number>(),
    faultsStruck: new Map<string, number>(),
  };
  const eventLog: EventLog = new EventLog({
    epoch: Buffer.from(ids.random(6)).toString('hex'),
    clock,
    onWanted: (wanted) => store.observeWith(wanted ? tellChanges(eventLog) : undefined),
  });
  const { history: most = DEFAULT_HISTORY } = options;
  return {
    measurements,
    eventLog,
    eventStreams: new EventStreams({ log: eventLog, clock }),
    history: most > 0 ? new RequestHistory({ most, clock, store }) : undefined,

    onAnswered(answered: Answered): void {
      measurements.requests.count(answered);
      options.onAnswered?.(answered);
      if (eventLog.wanted && !answered.unrecorded) {
        eventLog.publish(answeredEvent(answered, clock.now()));
      }
    },

    onFault(...fault: Parameters<NonNullable<ReconcilerOptions['onFault']>>): void {
      measurements.reconcilerFaults += 1;
      options.onFault?.(...fault);
    },

    onStruck(struck: Struck): void {
      countOne(measurements.faultsStruck, `${struck.when} ${struck.effect}`);
      options.onStruck?.(struck);
      eventLog.publish(struckEvent(struck));
    },

    onPlaneRefusal(refused: PlaneRefused): void {
      countOne(measurements.planeRefusals, refused.kind);
      options.onPlaneRefusal?.(refused);
    },
  };
}

function countOne(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
