/** One metric, as a scrape shows it and docs/operations.md lists it. */
export interface Metric {
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly labels: readonly string[];
  readonly help: string;
}

/** Every metric of Tenon's own, by its name. */
export const METRICS = {
  tenon_info: {
    type: 'gauge',
    labels: ['version', 'store', 'auth', 'transitions', 'data_plane'],
    help: 'always 1: how this process was started',
  },
  tenon_requests_total: {
    type: 'counter',
    labels: ['service', 'action', 'status', 'code'],
    help: 'requests answered; the code is OK or that of the refusal, and what is no action here counts as other',
  },
  tenon_request_duration_seconds: {
    type: 'histogram',
    labels: ['service', 'action'],
    help: 'from the whole request to its answer, refusals included',
  },
  tenon_requests_in_flight: {
    type: 'gauge',
    labels: [],
    help: 'requests at work',
  },
  tenon_requests_in_flight_limit: {
    type: 'gauge',
    labels: [],
    help: 'how many may be at work (--max-in-flight)',
  },
  tenon_requests_shed_total: {
    type: 'counter',
    labels: [],
    help: 'requests turned away because as many were at work as may be',
  },
  tenon_connections: {
    type: 'gauge',
    labels: [],
    help: 'connections that are open',
  },
  tenon_connections_limit: {
    type: 'gauge',
    labels: [],
    help: 'how many may be open',
  },
  tenon_connections_refused_total: {
    type: 'counter',
    labels: [],
    help: 'connections refused because as many were open as may be',
  },
  tenon_request_body_bytes: {
    type: 'gauge',
    labels: [],
    help: 'memory that the bodies of requests take, whole or not',
  },
  tenon_request_body_bytes_limit: {
    type: 'gauge',
    labels: [],
    help: 'how much they may take',
  },
  tenon_request_bodies_refused_total: {
    type: 'counter',
    labels: [],
    help: 'bodies refused because they took too much together, or those of one connection did',
  },
  tenon_store_up: {
    type: 'gauge',
    labels: [],
    help: 'whether the store answered this scrape within two seconds; if not, the intents are missing from it',
  },
  tenon_store_waiting: {
    type: 'gauge',
    labels: [],
    help: 'SQLite: writes that wait for their commit to begin; PostgreSQL: transactions that wait for a connection',
  },
  tenon_history_requests: {
    type: 'gauge',
    labels: [],
    help: 'requests that the history keeps',
  },
  tenon_history_bytes: {
    type: 'gauge',
    labels: [],
    help: 'about how much memory they take; 32 MiB at most',
  },
  tenon_event_listeners: {
    type: 'gauge',
    labels: [],
    help: 'streams of events that are open',
  },
  tenon_events_kept: {
    type: 'gauge',
    labels: [],
    help: 'events that are kept for those who were cut off; 0 where nobody has listened for a minute',
  },
  tenon_event_bytes: {
    type: 'gauge',
    labels: [],
    help: 'about how much memory they take; 8 MiB at most',
  },
  tenon_store_commit_writes: {
    type: 'histogram',
    labels: [],
    help: 'writes made durable by one commit; in PostgreSQL always 1',
  },
  tenon_store_failures_total: {
    type: 'counter',
    labels: ['failure', 'repeated'],
    help: 'transactions that failed by the engine: conflict (serialization, deadlock), unique, connection (lost), stale (a newer process changed a table), unavailable, unknown (a commit whose answer was lost), fault; where repeated is true, the work was done again',
  },
  tenon_intents: {
    type: 'gauge',
    labels: ['state'],
    help: 'transitions not settled yet, of all processes on the store: due, waiting (for their time), leased, retried; counted up to 10000 that are due and 10000 that are not',
  },
  tenon_intents_late_seconds: {
    type: 'gauge',
    labels: [],
    help: 'for how long the oldest transition that is due has been so',
  },
  tenon_reconciler_faults_total: {
    type: 'counter',
    labels: [],
    help: 'steps of transitions that failed and are tried again',
  },
  tenon_nics: {
    type: 'gauge',
    labels: [],
    help: 'NICs that the data plane of this process has plugged; missing when it does not answer within two seconds, and without one',
  },
  tenon_nic_bytes_total: {
    type: 'counter',
    labels: ['direction'],
    help: 'bytes that the instances received and sent over all NICs, those that have gone too; a NIC counts from one scrape to the next',
  },
  tenon_nic_packets_total: {
    type: 'counter',
    labels: ['direction'],
    help: 'the same, in packets',
  },
  tenon_nic_drops_total: {
    type: 'counter',
    labels: ['reason'],
    help: 'packets dropped on their way from or to a NIC: source-check, security-group-egress, security-group-ingress, network-acl-egress, network-acl-ingress, no-route, bandwidth',
  },
  tenon_plane_refusals_total: {
    type: 'counter',
    labels: ['kind'],
    help: 'transitions that were undone because the data plane refused, by their kind',
  },
  tenon_plane_repairs_total: {
    type: 'counter',
    labels: ['what'],
    help: 'what was put right in the data plane at the start and every minute: network-made, network-removed, instance-made, instance-removed, nic-plugged, nic-removed, command-lost, command-ended, and failed',
  },
  tenon_faults_struck_total: {
    type: 'counter',
    labels: ['when', 'kind'],
    help: 'strikes of the faults that testers asked for; when is before, answer or settle, kind is refuse, delay, cut, half, misstate, fail or hold',
  },
} as const satisfies Record<string, Metric>;

export type MetricName = keyof typeof METRICS;
