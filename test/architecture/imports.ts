import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A source file: its path below src/, its text and what it imports. */
export interface Source {
  readonly path: string;
  readonly text: string;
  /** Other sources, by their path below src/; type-only imports apart. */
  readonly imports: readonly Import[];
  /** Packages and node: modules. */
  readonly packages: readonly string[];
}

export interface Import {
  readonly path: string;
  readonly typeOnly: boolean;
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SRC = fileURLToPath(new URL('../../src', import.meta.url));
const STATEMENT = /(?:^|\n)\s*(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/g;
const DYNAMIC = /import\('([^']+)'\)/g;

/** Every source that ships: tests stand apart. */
export function sources(): Source[] {
  return readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !path.includes('.test.'))
    .map((path) => read(path));
}

function read(path: string): Source {
  const text = readFileSync(join(SRC, path), 'utf8');
  const found = [
    ...[...text.matchAll(STATEMENT)].map(([, type, name]) => ({ name, typeOnly: Boolean(type) })),
    ...[...text.matchAll(DYNAMIC)].map(([, name]) => ({ name, typeOnly: false })),
  ];
  const imports: Import[] = [];
  const packages: string[] = [];
  for (const { name = '', typeOnly } of found) {
    if (name.startsWith('.')) {
      imports.push({ path: normalize(join(dirname(path), name)), typeOnly });
    } else if (!typeOnly) {
      packages.push(name);
    }
  }
  return { path, text, imports, packages };
}

/** Every file of code, by its path below the root: sources, tests, scripts and benchmarks. */
export function codeFiles(): { path: string; text: string }[] {
  return ['bin', 'src', 'test', 'scripts', 'bench', 'docs/examples'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.[cm]?[jt]sx?$/.test(path))
      .map((path) => join(folder, path))
      .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') })),
  );
}

/** The first folder of a path: `vpc/subnet/rows.ts` stands in `vpc`. */
export const moduleOf = (path: string): string =>
  path.includes('/') ? (path.split('/')[0] ?? '') : '';

/** The folder that owns a resource: `vpc/subnet`. */
export const ownerModule = (path: string): string => relative('.', dirname(path));

/** Circles among value imports, each as the files on it. */
export function circles(all: readonly Source[]): string[][] {
  const byPath = new Map(all.map((source) => [source.path, source]));
  const state = new Map<string, 'open' | 'done'>();
  const found: string[][] = [];
  const visit = (path: string, trail: string[]): void => {
    if (state.get(path) === 'done') return;
    if (state.get(path) === 'open') {
      found.push([...trail.slice(trail.indexOf(path)), path]);
      return;
    }
    state.set(path, 'open');
    for (const { path: next, typeOnly } of byPath.get(path)?.imports ?? []) {
      if (!typeOnly) visit(next, [...trail, path]);
    }
    state.set(path, 'done');
  };
  for (const { path } of all) visit(path, []);
  return found;
}
