/**
 * Writes docs/actions.md from the contracts and from the vendor's action list. With --check it
 * only says whether the file is current.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { actionsPage } from './lib/actions-page.ts';

const path = new URL('../docs/actions.md', import.meta.url).pathname;
const page = actionsPage();
if (process.argv.includes('--check')) {
  if (readFileSync(path, 'utf8') !== page) {
    console.error('docs/actions.md is not current: run npm run docs');
    process.exit(1);
  }
} else {
  writeFileSync(path, page);
}
