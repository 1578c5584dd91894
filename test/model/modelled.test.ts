import { expect, it } from 'vitest';
import { RESOURCE_TABLES } from '#core/resources.ts';
import { MODELLED } from './modelled.ts';
import { PLANS } from './plans.ts';

it('each type of resource is in the model, or it is said why not', () => {
  const what = 'have test/model make it in random runs, and name the plans in modelled.ts';
  expect(Object.keys(MODELLED).sort(), what).toEqual([...RESOURCE_TABLES].sort());
});

it('each plan is about a type of resource', () => {
  const named = Object.values(MODELLED).flatMap((each) => ('without' in each ? [] : each));
  expect(named.sort()).toEqual(Object.keys(PLANS).sort());
});
