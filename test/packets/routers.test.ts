import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { howMany } from '../support/extent.ts';
import { unable } from './able.ts';
import { Coverage } from './coverage.ts';
import { Paper } from './paper.ts';
import { RouterStage } from './router-stage.ts';
import { play, sequences } from './sequence.ts';

const RUNS = howMany('TENON_ROUTER_RUNS', { quick: 5, all: 20 });
const SEED = Number(process.env.TENON_PACKET_SEED ?? 12);

const ROUTERS = 'worlds of packets, by routers alone';

describe.skipIf(unable(ROUTERS))(ROUTERS, () => {
  const coverage = new Coverage();
  let stage: RouterStage;
  beforeAll(async () => {
    stage = await RouterStage.open();
  });
  afterAll(async () => {
    await stage?.close();
    if (process.env.TENON_PACKET_COVERAGE) console.log(coverage);
  });

  it(`of ${RUNS} sequences agree with the model`, {
    timeout: 120_000 + RUNS * 30_000,
  }, async () => {
    const property = fc.asyncProperty(sequences, ([seed, turns]) =>
      play(stage.maker(new Paper()), seed, turns, coverage),
    );
    await fc.assert(property, { numRuns: RUNS, seed: SEED });
  });
});
