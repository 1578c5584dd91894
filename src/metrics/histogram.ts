/** Counts values by the smallest bound that they do not exceed. */
export class Histogram {
  readonly bounds: readonly number[];
  /** How many values are in each bucket; the last one counts values above all bounds. */
  readonly counts: Float64Array;
  sum = 0;

  /** `bounds` must be ascending. */
  constructor(bounds: readonly number[]) {
    this.bounds = bounds;
    this.counts = new Float64Array(bounds.length + 1);
  }

  observe(value: number): void {
    let place = 0;
    while (place < this.bounds.length && value > (this.bounds[place] ?? 0)) place += 1;
    this.counts[place] = (this.counts[place] ?? 0) + 1;
    this.sum += value;
  }
}
