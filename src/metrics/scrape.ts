import { collectDefaultMetrics, type Metric, Registry } from 'prom-client';
import { METRICS, type MetricName } from './catalogue.ts';
import type { Sample } from './samples.ts';

/**
 * Writes scrapes. Requests are counted without the metrics library, which takes so much memory that
 * only the first scrape loads it. The library knows the text format, and the metrics of a Node
 * process.
 */
export class Scrape {
  readonly contentType = Registry.PROMETHEUS_CONTENT_TYPE;
  readonly #registry = new Registry();
  #samples: Record<MetricName, Sample[]> | undefined;

  constructor() {
    for (const name of Object.keys(METRICS) as MetricName[]) {
      this.#registry.registerMetric(this.#given(name));
    }
    collectDefaultMetrics({ register: this.#registry });
  }

  async text(samples: Record<MetricName, Sample[]>): Promise<string> {
    this.#samples = samples;
    return this.#registry.metrics();
  }

  /**
   * A registry calls only `get()` of its metrics. The library's own metrics cannot be given counts.
   */
  #given(name: MetricName): Metric {
    const { help, type } = METRICS[name];
    const get = async () => ({
      name,
      help,
      type,
      values: (this.#samples?.[name] ?? []).map(({ suffix = '', labels, value }) => ({
        metricName: `${name}${suffix}`,
        labels,
        value,
      })),
    });
    return { name, get } as unknown as Metric;
  }
}
