import type { NicReading } from '#metrics/nics.ts';
import { type Measurements, type Reading, samplesOf } from '#metrics/samples.ts';
import type { Scrape } from '#metrics/scrape.ts';
import type { Backlog } from '#reconcile/backlog.ts';
import type { About } from './health.ts';
import type { Probe } from './probe.ts';
import { routesOf } from './route.ts';

export interface MetricsControl {
  readonly about: About;
  readonly planeName: string;
  readonly measurements: Measurements;
  readonly backlog: Probe<Backlog>;
  /** What the NICs count; absent without a data plane that says it. */
  readonly nicCounters: Probe<readonly NicReading[]> | undefined;
  /** What is read at the moment of a scrape, besides the store. */
  readonly gauges: () => Omit<Reading, 'info' | 'backlog' | 'nics'>;
}

let scrape: Promise<Scrape> | undefined;

/** A scrape in Prometheus' text format, with its content type. */
async function viewMetrics(control: MetricsControl): Promise<[type: string, text: string]> {
  const { about, measurements, gauges } = control;
  scrape ??= import('#metrics/scrape.ts').then(({ Scrape }) => new Scrape());
  const loaded = await scrape;
  const { version, store, auth, transitions } = about;
  const info = { version, store, auth, transitions, data_plane: control.planeName };
  const [backlog, nics] = await Promise.all([control.backlog.ask(), control.nicCounters?.ask()]);
  if (nics !== undefined) measurements.nics.add(nics);
  const samples = samplesOf(measurements, { info, backlog, nics, ...gauges() });
  return [loaded.contentType, await loaded.text(samples)];
}

const route = routesOf<MetricsControl>();

export const metricsRoutes = [
  route({
    method: 'GET',
    path: 'metrics',
    summary: "Gives the metrics in Prometheus' text format.",
    answer: 'text/plain',
    handle: async (control, { response }) => {
      const [type, text] = await viewMetrics(control);
      response.setHeader('content-type', type);
      return text;
    },
  }),
];
