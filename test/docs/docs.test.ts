import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { actionsPage } from '../../scripts/lib/actions-page.ts';
import { SERVICES } from '../../src/server.ts';
import { VERSION } from '../../src/version.ts';

const root = new URL('../..', import.meta.url).pathname;
const read = (path: string) => readFileSync(`${root}${path}`, 'utf8');

it('docs/actions.md is what the contracts say: npm run docs writes it', () => {
  expect(read('docs/actions.md')).toBe(actionsPage());
});

it('the version is the package', () => {
  expect(JSON.parse(read('package.json')).version).toBe(VERSION);
});

describe('links', () => {
  const pages = [
    'README.md',
    'README.zh-CN.md',
    ...['adding-an-action', 'clients', 'limits', 'lifecycle', 'world-file', 'benchmarks'].map(
      (name) => `docs/${name}.md`,
    ),
  ];
  it.each(pages)('%s links to files that exist', (page) => {
    const folder = page.includes('/') ? `${root}docs/` : root;
    const targets = [...read(page).matchAll(/\]\(([^)#:]+)\)/g)].map(([, target]) => target);
    expect(targets.filter((target) => !existsSync(`${folder}${target}`))).toEqual([]);
  });
});

it('no action is both implemented and not yet', () => {
  const both = SERVICES.flatMap(({ actions, notYet }) =>
    actions.filter(({ name }) => Object.hasOwn(notYet, name)).map(({ name }) => name),
  );
  expect(both).toEqual([]);
});
