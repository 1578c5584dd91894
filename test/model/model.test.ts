import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { howMany } from '../support/extent.ts';
import { onPostgres } from '../support/postgres.ts';
import { FAMILIES, plansOf } from './modelled.ts';
import { PLANS, TIME } from './plans.ts';
import { Run, type Turn } from './run.ts';

// On PostgreSQL a run takes five times as long, so there are fewer runs there; chance is left to
// the runs in memory.
const RUNS = howMany('TENON_MODEL_RUNS', { quick: 8, all: onPostgres ? 20 : 50 });
const FAULTY_RUNS = howMany('TENON_MODEL_RUNS', { quick: 1, all: onPostgres ? 3 : 8 });
const SEED = Number(process.env.TENON_MODEL_SEED ?? 20_200_401);
const LONGEST = 120;
/** How much more often a plan comes in a run that is about its family: chains of requests need it. */
const LEANING = 5;
/** With at least so many runs, nothing is left out by chance. */
const ENOUGH = 50;

const time: fc.Arbitrary<Turn> = fc.record({ ms: fc.constantFrom(...TIME.steps) });

/** A step of a run that has more to do with some plans than with the others. */
function turnAbout(often: readonly string[]): fc.Arbitrary<Turn> {
  const plans = Object.entries(PLANS).map(([plan, { weight }]) => ({
    weight: often.includes(plan) ? LEANING * weight : weight,
    arbitrary: fc.record({ plan: fc.constant(plan), seed: fc.nat() }),
  }));
  // A failed run is made shorter only by leaving steps out: other choices would not be simpler.
  return fc.noShrink(
    fc.oneof(
      { weight: TIME.percent, arbitrary: time },
      { weight: 100 - TIME.percent, arbitrary: fc.oneof(...plans) },
    ),
  );
}

const turns = fc.noBias(
  fc.oneof(
    ...FAMILIES.map((family) =>
      fc.array(turnAbout(plansOf(family)), { maxLength: LONGEST, size: 'max' }),
    ),
  ),
);

/** How often each action was answered with each code, '' being success. */
const met = new Map<string, Map<string, number>>();

/**
 * Two accounts in two zones send random requests, and time passes or stands still in between. A
 * model of the documented rules says of each whether it succeeds or with which code it is refused,
 * and what every view shows then. A failure prints the requests that led to it, as few as there
 * can be, and the seed: TENON_MODEL_SEED repeats it.
 */
it(`${RUNS} runs agree with the model`, { timeout: 120_000 + RUNS * 10_000 }, async () => {
  const plainly = (steps: readonly Turn[]) => agree(steps);
  await fc.assert(fc.asyncProperty(turns, plainly), {
    numRuns: RUNS,
    seed: SEED,
    endOnFailure: true,
  });
  if (RUNS < ENOUGH) return;
  // Runs in which something never succeeds, or is never refused, prove little of it.
  const oneSided = [...met].filter(([, codes]) => !codes.has('') || codes.size < 2);
  expect(met.size).toBe(Object.keys(PLANS).length);
  expect(oneSided).toEqual([]);
});

/**
 * Faults before requests, and transitions that are held for a moment, must not change the outcome.
 */
it(`${FAULTY_RUNS} runs agree with the model amid faults`, {
  timeout: 120_000 + FAULTY_RUNS * 30_000,
}, async () => {
  const faulty = (steps: readonly Turn[]) => agree(steps, true);
  await fc.assert(fc.asyncProperty(turns, faulty), { numRuns: FAULTY_RUNS, seed: SEED });
});

async function agree(steps: readonly Turn[], faulty = false): Promise<void> {
  const run = await Run.start(
    (action, code) => {
      const codes = met.get(action) ?? new Map();
      met.set(action, codes.set(code, (codes.get(code) ?? 0) + 1));
    },
    { faulty },
  );
  try {
    await run.take(steps).finally(() => run.end());
  } catch (error) {
    const told = ['', ...run.story].join('\n  ');
    throw new Error(`${told}\n${(error as Error).message}`, { cause: error });
  }
}

afterAll(() => {
  if (process.env.TENON_MODEL_TALLY) console.log(met);
});
