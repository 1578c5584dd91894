/** Counts values by the least bound that they do not exceed. */
export class Histogram {
  readonly bounds: readonly number[];
  /** How many values each bound took; the last counts what was above all of them. */
  readonly counts: Float64Array;
  sum = 0;

  /** `bounds` rise. */
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
