import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { breaches } from '../support/invariants.ts';
import { PLANS, TIME } from './plans.ts';
import { Model } from './state.ts';
import { Pick } from './step.ts';
import { dwell, System } from './system.ts';
import { Views } from './views.ts';

const RUNS = Number(process.env.TENON_MODEL_RUNS ?? 60);
const SEED = Number(process.env.TENON_MODEL_SEED ?? 20_200_401);
const LONGEST = 60;
const FOREVER_MS = 3_600_000;

/** A step of a run: a plan with the numbers that its choices are made of, or a stretch of time. */
type Turn =
  | { readonly plan: string; readonly numbers: readonly number[] }
  | { readonly ms: number };

const turn: fc.Arbitrary<Turn> = fc.oneof(
  {
    weight: TIME.weight,
    arbitrary: fc.record({ ms: fc.constantFrom(...TIME.steps) }),
  },
  ...Object.entries(PLANS).map(([plan, { weight }]) => ({
    weight,
    arbitrary: fc.record({
      plan: fc.constant(plan),
      numbers: fc.array(fc.nat(), { minLength: 24, maxLength: 24 }),
    }),
  })),
);

const turns = fc.noBias(fc.array(turn, { maxLength: LONGEST, size: 'max' }));

/** How often each action was answered with each code: what a run that proves something has met. */
const met = new Map<string, number>();

/**
 * Two accounts in two zones send random requests, and time passes or stands still in between. A
 * model of the documented rules says of each whether it succeeds or with which code it is refused,
 * and what every view shows then. A failure prints the seed and the path that repeat it: set
 * TENON_MODEL_SEED to the seed.
 */
it(`${RUNS} runs agree with the model`, { timeout: 60_000 + RUNS * 10_000 }, async () => {
  await fc.assert(fc.asyncProperty(turns, run), { numRuns: RUNS, seed: SEED });
});

afterAll(() => {
  if (process.env.TENON_MODEL_TALLY)
    console.log(
      [...met]
        .sort()
        .map(([key, n]) => `${n}\t${key}`)
        .join('\n'),
    );
});

async function run(steps: readonly Turn[]): Promise<void> {
  const system = await System.start();
  const model = new Model(dwell);
  const views = new Views(model, system);
  const story: string[] = [];
  try {
    await system.pass(0);
    await check(views, system);
    for (const step of steps) {
      await take(step, model, system, story);
      await check(views, system);
    }
    await pass(FOREVER_MS, model, system, story);
    await check(views, system, true);
  } catch (error) {
    const { message } = error as Error;
    throw new Error(`${['', ...story].join('\n  ')}\n${message}`, { cause: error });
  } finally {
    await system.stop();
  }
}

async function take(step: Turn, model: Model, system: System, story: string[]): Promise<void> {
  if ('ms' in step) return pass(step.ms, model, system, story);
  const { plan } = PLANS[step.plan] ?? {};
  if (plan === undefined) throw new Error(`no plan is called ${step.plan}`);
  const { account, service, action, input, code, done } = plan(model, new Pick(step.numbers));
  const reply = await system.ask(account, service, action, input);
  story.push(`${account}: ${action} ${JSON.stringify(input)} -> ${reply.code || reply.status}`);
  expect(reply.code, reply.message).toBe(code);
  const key = `${action} ${code}`;
  met.set(key, (met.get(key) ?? 0) + 1);
  if (code !== '') return;
  await done(reply.result, (...asked) => system.look(account, ...asked));
}

async function pass(ms: number, model: Model, system: System, story: string[]): Promise<void> {
  story.push(`${ms} ms pass`);
  model.pass(ms);
  await system.pass(ms);
}

async function check(views: Views, system: System, settled = false): Promise<void> {
  await views.compare(settled);
  const { store, world } = system.server;
  expect(await breaches(store, world, settled)).toEqual([]);
}
