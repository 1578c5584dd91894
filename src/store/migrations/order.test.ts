import { expect, it } from 'vitest';
import { migrations } from '../migrations.ts';

it('the steps of the schema are numbered in their order, without a gap', () => {
  const numbers = migrations.map(({ name }) => Number(name.slice(0, 3)));
  expect(numbers).toEqual(migrations.map((_, index) => index + 1));
});
