import { collectDefaultMetrics, type Metric, Registry } from 'prom-client';
import { METRICS, type MetricName } from './catalogue.ts';
import type { Sample } from './samples.ts';

/**
 * Writes scrapes. What is counted on the way of requests is counted without the library, which
 * costs as much memory as it takes to be worth loading only by the first scrape; it knows the text
 * format and what there is to say of a Node process.
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
   * A registry asks its metrics for nothing but `get()`. The library's own cannot be given counts.
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
