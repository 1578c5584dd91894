import fc from 'fast-check';
import { afterAll, it } from 'vitest';
import { PLANS, TIME } from './plans.ts';
import { Run, type Turn } from './run.ts';

const RUNS = Number(process.env.TENON_MODEL_RUNS ?? 50);
const SEED = Number(process.env.TENON_MODEL_SEED ?? 20_200_401);
const LONGEST = 100;
/** More than any plan draws. */
const NUMBERS = 40;

const turn: fc.Arbitrary<Turn> = fc.oneof(
  { weight: TIME.weight, arbitrary: fc.record({ ms: fc.constantFrom(...TIME.steps) }) },
  ...Object.entries(PLANS).map(([plan, { weight }]) => ({
    weight,
    arbitrary: fc.record({
      plan: fc.constant(plan),
      numbers: fc.array(fc.nat(), { minLength: NUMBERS, maxLength: NUMBERS }),
    }),
  })),
);

const turns = fc.noBias(fc.array(turn, { maxLength: LONGEST, size: 'max' }));

/** How often each action was answered with each code. */
const met = new Map<string, number>();

/**
 * Two accounts in two zones send random requests, and time passes or stands still in between. A
 * model of the documented rules says of each whether it succeeds or with which code it is refused,
 * and what every view shows then. A failure prints the requests that led to it, as few as there
 * can be, and the seed: TENON_MODEL_SEED repeats it.
 */
it(`${RUNS} runs agree with the model`, { timeout: 120_000 + RUNS * 10_000 }, async () => {
  await fc.assert(fc.asyncProperty(turns, agree), { numRuns: RUNS, seed: SEED });
});

async function agree(steps: readonly Turn[]): Promise<void> {
  const run = await Run.start((action, code) => {
    const key = `${action} ${code}`;
    met.set(key, (met.get(key) ?? 0) + 1);
  });
  try {
    await run.take(steps).finally(() => run.end());
  } catch (error) {
    const told = ['', ...run.story].join('\n  ');
    throw new Error(`${told}\n${(error as Error).message}`, { cause: error });
  }
}

afterAll(() => {
  if (!process.env.TENON_MODEL_TALLY) return;
  for (const [key, times] of [...met].sort()) console.log(`${times}\t${key}`);
});
