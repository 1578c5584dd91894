import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { howMany } from '../support/extent.ts';
import { unable } from './able.ts';
import { COMMANDS } from './commands.ts';
import { Coverage } from './coverage.ts';
import { play, sequences } from './sequence.ts';
import { PacketStage } from './stage.ts';

/** How many sequences; each makes a world, and changes it up to 20 times. */
const RUNS = howMany('TENON_PACKET_RUNS', { quick: 4, all: 30 });
const SEED = Number(process.env.TENON_PACKET_SEED ?? 12);
/** From here on, chance leaves no decision of the model out. */
const ENOUGH = 30;

const WORLDS = 'worlds of packets';

describe.skipIf(unable(WORLDS))(WORLDS, () => {
  const coverage = new Coverage();
  let stage: PacketStage;
  beforeAll(async () => {
    stage = await PacketStage.open();
  });
  afterAll(async () => {
    await stage?.close();
    if (process.env.TENON_PACKET_COVERAGE) console.log(coverage);
  });

  /**
   * Calls of the API make worlds and change them; after each change real packets are sent from every
   * address to every other, and answered, and the model says what becomes of each. A failure prints
   * the calls that led to it, as few as there can be, and the seed: TENON_PACKET_SEED repeats it.
   */
  it(`of ${RUNS} sequences agree with the model`, {
    timeout: 120_000 + RUNS * 30_000,
  }, async () => {
    const property = fc.asyncProperty(sequences, ([seed, turns]) =>
      play(stage.maker, seed, turns, coverage),
    );
    await fc.assert(property, { numRuns: RUNS, seed: SEED });
    if (RUNS < ENOUGH) return;
    // A decision that no world asks for is not tried.
    expect([...coverage.unmet]).toEqual([]);
    expect(coverage.commands.size).toBe(Object.keys(COMMANDS).length);
  });
});
