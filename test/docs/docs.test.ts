import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { actionsPage } from '../../scripts/lib/actions-page.ts';
import { clientsPage } from '../../scripts/lib/clients-page.ts';
import { operationsPage } from '../../scripts/lib/operations-page.ts';
import { METRICS } from '../../src/metrics/catalogue.ts';
import { SERVICES } from '../../src/server.ts';
import { VERSION } from '../../src/version.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFileSync(`${root}${path}`, 'utf8');

it('docs/actions.md is what the contracts say: npm run docs writes it', () => {
  expect(read('docs/actions.md')).toBe(actionsPage());
});

it('docs/clients.md shows the recipes that are tested: npm run docs writes them', () => {
  const page = read('docs/clients.md');
  expect(page).toBe(clientsPage(page, (path) => read(`docs/${path}`)));
  const recipes = ['node/attach.mjs', 'python/attach.py', 'go/main.go', 'java/Attach.java'];
  for (const recipe of recipes) expect(page).toContain(`<!-- shows examples/clients/${recipe} -->`);
});

it('docs/operations.md lists the metrics of a scrape: npm run docs writes them', () => {
  const page = read('docs/operations.md');
  expect(page).toBe(operationsPage(page));
  for (const name of Object.keys(METRICS)) expect(page).toContain(`| \`${name}\` |`);
});

it('the version is the package', () => {
  expect(JSON.parse(read('package.json')).version).toBe(VERSION);
});

describe('links', () => {
  const pages = [
    'README.md',
    'README.zh-CN.md',
    ...[
      'adding-an-action',
      'clients',
      'limits',
      'lifecycle',
      'world-file',
      'benchmarks',
      'scale',
      'operations',
    ].map((name) => `docs/${name}.md`),
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
