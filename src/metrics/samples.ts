import type { Backlog } from '#reconcile/backlog.ts';
import type { MetricName } from './catalogue.ts';
import type { Histogram } from './histogram.ts';
import { DROP_REASONS, type NicReading, type NicTotals } from './nics.ts';
import type { RequestMetrics } from './requests.ts';
import type { StoreMetrics } from './store.ts';

/** One line of a scrape. */
export interface Sample {
  /** `_bucket`, `_sum` or `_count` for a histogram; otherwise absent. */
  readonly suffix?: string;
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
}

/** What was counted since the start. */
export interface Measurements {
  readonly requests: RequestMetrics;
  readonly store: StoreMetrics;
  readonly nics: NicTotals;
  reconcilerFaults: number;
  /** How often the data plane refused, by the kind of transition. */
  readonly planeRefusals: Map<string, number>;
  /** How often faults of testers struck, by `when kind`. */
  readonly faultsStruck: Map<string, number>;
}

/** What is read at the moment of a scrape. */
export interface Reading {
  readonly info: Readonly<
    Record<'version' | 'store' | 'auth' | 'transitions' | 'data_plane', string>
  >;
  readonly inFlight: number;
  readonly inFlightLimit: number;
  readonly shed: number;
  readonly connections: number;
  readonly connectionsLimit: number;
  readonly connectionsRefused: number;
  readonly bodyBytes: number;
  readonly bodyBytesLimit: number;
  readonly bodiesRefused: number;
  readonly storeWaiting: number;
  readonly historyRequests: number;
  readonly historyBytes: number;
  readonly eventListeners: number;
  readonly eventsKept: number;
  readonly eventBytes: number;
  /** What was put right in the data plane, by kind. */
  readonly planeRepairs: Readonly<Record<string, number>>;
  /** Undefined when the store did not answer. */
  readonly backlog: Backlog | undefined;
  /** Undefined when there is no data plane, or when it did not answer. */
  readonly nics: readonly NicReading[] | undefined;
}

/** The lines of every metric. */
export function samplesOf(
  measurements: Measurements,
  reading: Reading,
): Record<MetricName, Sample[]> {
  const { requests, store, reconcilerFaults } = measurements;
  const { info, backlog } = reading;
  const actions = [...requests.all()];
  return {
    tenon_info: [{ labels: info, value: 1 }],
    tenon_requests_total: actions.flatMap(({ service, action, answers }) =>
      [...answers.values()].map(({ status, code, count }) => ({
        labels: { service, action, status, code },
        value: count,
      })),
    ),
    tenon_request_duration_seconds: actions.flatMap(({ service, action, seconds }) =>
      linesOf(seconds, { service, action }),
    ),
    tenon_requests_in_flight: one(reading.inFlight),
    tenon_requests_in_flight_limit: one(reading.inFlightLimit),
    tenon_requests_shed_total: one(reading.shed),
    tenon_connections: one(reading.connections),
    tenon_connections_limit: one(reading.connectionsLimit),
    tenon_connections_refused_total: one(reading.connectionsRefused),
    tenon_request_body_bytes: one(reading.bodyBytes),
    tenon_request_body_bytes_limit: one(reading.bodyBytesLimit),
    tenon_request_bodies_refused_total: one(reading.bodiesRefused),
    tenon_store_up: one(backlog === undefined ? 0 : 1),
    tenon_store_waiting: one(reading.storeWaiting),
    tenon_history_requests: one(reading.historyRequests),
    tenon_history_bytes: one(reading.historyBytes),
    tenon_event_listeners: one(reading.eventListeners),
    tenon_events_kept: one(reading.eventsKept),
    tenon_event_bytes: one(reading.eventBytes),
    tenon_store_commit_writes: linesOf(store.commits, {}),
    tenon_store_failures_total: [...store.failures.values()].map(({ failure, again, count }) => ({
      labels: { failure, repeated: String(again) },
      value: count,
    })),
    tenon_intents: (['due', 'waiting', 'leased', 'retried'] as const).flatMap((state) =>
      backlog === undefined ? [] : [{ labels: { state }, value: backlog[state] }],
    ),
    tenon_intents_late_seconds: backlog === undefined ? [] : one(backlog.lateMs / 1000),
    tenon_reconciler_faults_total: one(reconcilerFaults),
    tenon_plane_refusals_total: [...measurements.planeRefusals].map(([kind, value]) => ({
      labels: { kind },
      value,
    })),
    tenon_plane_repairs_total: Object.entries(reading.planeRepairs).map(([what, value]) => ({
      labels: { what },
      value,
    })),
    tenon_faults_struck_total: [...measurements.faultsStruck].map(([key, value]) => {
      const [when = '', kind = ''] = key.split(' ');
      return { labels: { when, kind }, value };
    }),
    ...nicSamples(measurements.nics, reading.nics),
  };
}

/** Sums that the data plane did not bring up to date are left out: they would look like silence. */
function nicSamples({ counts, dropped }: NicTotals, nics: readonly NicReading[] | undefined) {
  if (nics === undefined) {
    return {
      tenon_nics: [],
      tenon_nic_bytes_total: [],
      tenon_nic_packets_total: [],
      tenon_nic_drops_total: [],
    };
  }
  const both = (received: number, sent: number): Sample[] => [
    { labels: { direction: 'received' }, value: received },
    { labels: { direction: 'sent' }, value: sent },
  ];
  return {
    tenon_nics: one(nics.length),
    tenon_nic_bytes_total: both(counts.receivedBytes, counts.sentBytes),
    tenon_nic_packets_total: both(counts.receivedPackets, counts.sentPackets),
    tenon_nic_drops_total: DROP_REASONS.map((reason) => ({
      labels: { reason },
      value: dropped.get(reason) ?? 0,
    })),
  };
}

const one = (value: number): Sample[] => [{ labels: {}, value }];

/** In Prometheus each bucket includes the smaller ones. */
function linesOf({ bounds, counts, sum }: Histogram, labels: Sample['labels']): Sample[] {
  let total = 0;
  const buckets = [...counts].map((count, place) => {
    total += count;
    return { suffix: '_bucket', labels: { le: bounds[place] ?? '+Inf', ...labels }, value: total };
  });
  return [
    ...buckets,
    { suffix: '_sum', labels, value: sum },
    { suffix: '_count', labels, value: total },
  ];
}
