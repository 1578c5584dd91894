import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { unable } from './able.ts';
import { Coverage } from './coverage.ts';
import { type Maker, play, sequences } from './sequence.ts';

const SEED = Number(process.env.TENON_PACKET_SEED ?? 12);

export interface SequencesOptions<Stage> {
  /** How many sequences; each makes a world, and changes it up to 20 times. */
  readonly runs: number;
  readonly open: () => Promise<Stage>;
  readonly maker: (stage: Stage) => Maker;
  /** Called after the last sequence, with what all of them have met. */
  readonly onCovered?: (coverage: Coverage) => void;
}

/**
 * A suite of random worlds. Calls of the API make worlds and change them; after each change real
 * packets are sent from every address to every other, and answered, and the model says what becomes
 * of each. A failure prints the calls that led to it, as few as there can be, and the seed:
 * TENON_PACKET_SEED repeats it.
 */
export function describeSequences<Stage extends { close(): Promise<void> }>(
  name: string,
  { runs, open, maker, onCovered }: SequencesOptions<Stage>,
): void {
  describe.skipIf(unable(name))(name, () => {
    const coverage = new Coverage();
    let stage: Stage;
    beforeAll(async () => {
      stage = await open();
    });
    afterAll(async () => {
      await stage?.close();
      if (process.env.TENON_PACKET_COVERAGE) console.log(coverage);
    });

    it(`of ${runs} sequences agree with the model`, {
      timeout: 120_000 + runs * 30_000,
    }, async () => {
      const property = fc.asyncProperty(sequences, ([seed, turns]) =>
        play(maker(stage), seed, turns, coverage),
      );
      await fc.assert(property, { numRuns: runs, seed: SEED });
      onCovered?.(coverage);
    });
  });
}
