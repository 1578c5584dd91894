import { expect, it } from 'vitest';
import { loadedWith, sources } from '../architecture/imports.ts';

const all = sources();
const ACTION = /\b(?:read|write)Action\(/;

it('a start loads no action: their code comes with the first call of their service', () => {
  const loaded = loadedWith('server.ts', all);
  const actions = all
    .filter(({ path, text }) => path !== 'core/action.ts' && ACTION.test(text))
    .map(({ path }) => path);
  expect(actions.length).toBeGreaterThan(300);
  expect(actions.filter((path) => loaded.has(path))).toEqual([]);
});
