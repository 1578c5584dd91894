import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { ROOT } from '../package/packed.ts';

/** Files that people copy to run Tenon somewhere, and the pages about them. */
export const FILES: readonly string[] = [
  'action.yml',
  ...readdirSync(join(ROOT, 'deploy')).map((name) => `deploy/${name}`),
  ...readdirSync(join(ROOT, 'docs/examples/ci')).map((name) => `docs/examples/ci/${name}`),
];
export const PAGES: readonly string[] = ['docs/ci.md', 'docs/deploy.md', 'docs/releasing.md'];
export const WORKFLOWS: readonly string[] = readdirSync(join(ROOT, '.github/workflows')).map(
  (name) => `.github/workflows/${name}`,
);

export const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** The documents of a YAML file. @throws when one is not YAML, or has a key twice. */
// biome-ignore lint/suspicious/noExplicitAny: tests read whatever is there
export function yamlOf(path: string): any[] {
  return parseAllDocuments(read(path)).map((document) => {
    if (document.errors.length > 0) throw new Error(`${path}: ${document.errors.join('; ')}`);
    return document.toJS();
  });
}
