import { beforeAll, describe, expect, it } from 'vitest';
import { type Told, TRANSITIONS, tell } from './stage.ts';
import { STEPS } from './steps.ts';
import { Trouble } from './trouble.ts';
import { TROUBLES } from './troubles.ts';

/**
 * Each step of the reconciler may fail, and may be done again: for every kind of transition the
 * world is the same in the end as if nothing had happened, and nothing is left over.
 */

const KINDS = TRANSITIONS.map(({ kind }) => kind).sort();
const OF_WORK = TRANSITIONS.filter(({ work, inGuest }) => work && !inGuest).map(({ kind }) => kind);

let untroubled: Told;
beforeAll(async () => {
  untroubled = await tell(new Trouble());
});

it('has a step about every kind of transition, which it really is about', () => {
  const what = 'add a step about the transition to test/reconcile/steps-SERVICE.ts';
  expect(Object.keys(STEPS).sort(), what).toEqual(KINDS);
  expect([...untroubled.settled].sort()).toEqual(KINDS);
  expect(untroubled.broken).toEqual([]);
});

describe('it all comes to the same when, once for each,', () => {
  it.each(TROUBLES)('$name', async ({ ofWork, but = [], make }) => {
    const trouble = make();
    const { worlds, broken } = await tell(trouble);
    const kinds = (ofWork ? OF_WORK : KINDS).filter((kind) => !but.includes(kind));
    const spared = kinds.filter((kind) => !trouble.struck.has(kind));
    expect(spared, 'no step of test/reconcile/steps-SERVICE.ts meets the trouble').toEqual([]);
    for (const kind of Object.keys(STEPS)) {
      expect(worlds[kind], `after ${kind}`).toEqual(untroubled.worlds[kind]);
    }
    expect(broken).toEqual([]);
  });
});
