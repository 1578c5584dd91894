import { expect, it } from 'vitest';
import { PagePlaces } from './page-places.ts';

const START = { offset: 0, after: '' };
const place = (offset: number) => ({ offset, after: `eni-${offset}` });

it('knows the nearest place that is not beyond the page', () => {
  const places = new PagePlaces();
  for (const offset of [400, 200, 600]) places.remember('list', '1', place(offset));
  expect(places.before('list', '1', 199)).toEqual(START);
  expect(places.before('list', '1', 200)).toEqual(place(200));
  expect(places.before('list', '1', 599)).toEqual(place(400));
  expect(places.before('list', '1', 9999)).toEqual(place(600));
  expect(places.before('another', '1', 9999)).toEqual(START);
});

it('knows nothing of a list with other rows', () => {
  const places = new PagePlaces();
  places.remember('list', '1', place(200));
  expect(places.before('list', '2', 400)).toEqual(START);
  places.remember('list', '2', place(300));
  expect(places.before('list', '2', 250)).toEqual(START);
  expect(places.before('list', '1', 400)).toEqual(START);
});

it('remembers a bounded number of places, from all over the list, and of lists', () => {
  const places = new PagePlaces();
  for (let at = 1; at <= 10_000; at += 1) places.remember('list', '1', place(at * 100));
  const known = new Set<number>();
  for (let at = 0; at <= 10_000; at += 1) known.add(places.before('list', '1', at * 100).offset);
  expect(known.size).toBeLessThan(600);
  expect(places.before('list', '1', 1_000_000).offset).toBeGreaterThan(990_000);
  expect(places.before('list', '1', 500_000).offset).toBeGreaterThan(450_000);

  for (let list = 0; list < 300; list += 1) places.remember(`${list}`, '1', place(200));
  expect(places.before('list', '1', 1_000_000)).toEqual(START);
  expect(places.before('299', '1', 200)).toEqual(place(200));
});
