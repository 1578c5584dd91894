import { type Measurements, type Reading, samplesOf } from '#metrics/samples.ts';
import type { Scrape } from '#metrics/scrape.ts';
import type { Backlog } from '#reconcile/backlog.ts';
import type { About } from './health.ts';
import type { Probe } from './probe.ts';

export interface MetricsControl {
  readonly about: About;
  readonly measurements: Measurements;
  readonly backlog: Probe<Backlog>;
  /** What is read at the moment of a scrape, besides the store. */
  readonly gauges: () => Omit<Reading, 'info' | 'backlog'>;
}

let scrape: Promise<Scrape> | undefined;

/** A scrape in Prometheus' text format, with its content type. */
export async function viewMetrics(control: MetricsControl): Promise<[type: string, text: string]> {
  const { about, measurements, backlog, gauges } = control;
  scrape ??= import('#metrics/scrape.ts').then(({ Scrape }) => new Scrape());
  const loaded = await scrape;
  const { version, store, auth, transitions } = about;
  const info = { version, store, auth, transitions };
  const samples = samplesOf(measurements, { info, backlog: await backlog.ask(), ...gauges() });
  return [loaded.contentType, await loaded.text(samples)];
}
