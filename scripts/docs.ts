/**
 * Writes docs/actions.md from the contracts and from the vendor's action list, docs/control-api.md from
 * the routes, into docs/clients.md the recipes and what is tested, into docs/ci.md, docs/library.md,
 * docs/metadata.md and docs/testing.md their examples, into docs/operations.md the metrics, and the same
 * into the Chinese pages of docs/zh. With --check it only says whether they are current.
 */

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { actionsPage } from './lib/actions-page.ts';
import { chinesePage } from './lib/chinese-pages.ts';
import { clientsPage, withExamples } from './lib/clients-page.ts';
import { controlPage } from './lib/control-page.ts';
import { faultsPage } from './lib/faults-page.ts';
import { operationsPage } from './lib/operations-page.ts';

const docs = fileURLToPath(new URL('../docs/', import.meta.url));
const read = (path: string) => readFileSync(`${docs}${path}`, 'utf8');

const pages = {
  'actions.md': actionsPage(),
  'ci.md': withExamples(read('ci.md'), read),
  'clients.md': clientsPage(read('clients.md'), read),
  'control-api.md': controlPage(),
  'data-plane.md': withExamples(read('data-plane.md'), read),
  'faults.md': faultsPage(read('faults.md'), read),
  'library.md': withExamples(read('library.md'), read),
  'metadata.md': withExamples(read('metadata.md'), read),
  'operations.md': operationsPage(read('operations.md')),
  'testing.md': withExamples(read('testing.md'), read),
  ...Object.fromEntries(
    readdirSync(`${docs}zh`).map((name) => [
      `zh/${name}`,
      chinesePage(name, read(`zh/${name}`), read),
    ]),
  ),
};
for (const [path, page] of Object.entries(pages)) {
  if (!process.argv.includes('--check')) writeFileSync(`${docs}${path}`, page);
  else if (read(path) !== page) {
    console.error(`docs/${path} is not current: run npm run docs`);
    process.exitCode = 1;
  }
}
