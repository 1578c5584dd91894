import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../fuzz/random.ts';
import { howMany } from '../support/extent.ts';
import { makeBase } from './base.ts';
import { CASES } from './cases.ts';
import { COMMANDS } from './commands.ts';
import { modelled } from './compare.ts';
import { PacketModel } from './model.ts';
import { Paper } from './paper.ts';
import { WorldRun } from './run.ts';
import { sequences, type Turn } from './sequence.ts';
import { tracedCase, tracedOtherwise } from './traced.ts';

/** How many sequences; each makes a world, and changes it up to 20 times. */
const RUNS = howMany('TENON_TRACE_RUNS', { quick: 12, all: 120 });
const SEED = Number(process.env.TENON_PACKET_SEED ?? 12);

const model = new PacketModel();

/** Makes a world on paper, and asks `tenon packet` and the model after every change of it. */
async function ask(seed: number, turns: readonly Turn[]): Promise<number> {
  const run = new WorldRun(new Paper().client, async () => {}, undefined, seed);
  let asked = 0;
  const compare = () => {
    for (const vip of run.world.haVips) vip.holder = model.holder(run.world, vip)?.id;
    const all = modelled(run);
    asked += all.length;
    const found = tracedOtherwise(run.world, all);
    if (found.length === 0) return;
    throw new Error(`\n  ${[...run.story, ...found.slice(0, 5)].join('\n  ')}`);
  };
  await makeBase(run);
  compare();
  for (const { command, seed: choices } of turns) {
    if (await COMMANDS[command]?.run(run, new Random(choices))) compare();
  }
  return asked;
}

describe('tenon packet says of the case that', () => {
  // It knows nothing of MAC addresses.
  const cases = CASES.filter(({ packet }) => packet.mac === undefined);
  it.each(cases.map((each, index) => ({ ...each, index })))('$index $says', (each) => {
    expect(tracedCase(each)).toBe(each.arrives);
  });
});

/**
 * No packet is sent, so there are many more worlds here than with real ones. A failure prints the
 * calls that led to it, as few as there can be.
 */
it(`tenon packet says of ${RUNS} sequences of worlds what the model says`, {
  timeout: 60_000 + RUNS * 3_000,
}, async () => {
  let asked = 0;
  const property = fc.asyncProperty(sequences, async ([seed, turns]) => {
    asked += await ask(seed, turns);
  });
  await fc.assert(property, { numRuns: RUNS, seed: SEED });
  expect(asked).toBeGreaterThan(RUNS * 100);
});
