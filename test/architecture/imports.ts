import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A source file: its path below src/, its text and what it imports. */
export interface Source {
  readonly path: string;
  readonly text: string;
  /** Paths of other sources, below src/. */
  readonly imports: readonly Import[];
  /** Packages and node: modules. */
  readonly packages: readonly string[];
}

export interface Import {
  readonly path: string;
  readonly typeOnly: boolean;
  /** It is loaded when the code that imports it runs. */
  readonly late: boolean;
  /** The specifier as it is written: `#core/action.ts` or `./rows.ts`. */
  readonly specifier: string;
}

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SRC = fileURLToPath(new URL('../../src', import.meta.url));
const STATEMENT = /(?:^|\n)\s*(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/g;
const DYNAMIC = /import\('([^']+)'\)/g;

/** Every source that ships, that is, all but the tests. */
export function sources(): Source[] {
  return readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !path.includes('.test.'))
    .map((path) => read(path));
}

function read(path: string): Source {
  const text = readFileSync(join(SRC, path), 'utf8');
  const found = [
    ...[...text.matchAll(STATEMENT)].map(([, type, name]) => {
      return { name, typeOnly: Boolean(type), late: false };
    }),
    ...[...text.matchAll(DYNAMIC)].map(([, name]) => ({ name, typeOnly: false, late: true })),
  ];
  const imports: Import[] = [];
  const packages: string[] = [];
  for (const { name: specifier = '', typeOnly, late } of found) {
    const target = targetOf(path, specifier);
    if (target !== undefined) imports.push({ path: target, typeOnly, late, specifier });
    else if (!typeOnly) packages.push(specifier);
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

/** The source that a specifier means, by its path below src/; undefined for a package. */
function targetOf(path: string, specifier: string): string | undefined {
  if (specifier.startsWith('#')) return specifier.slice(1);
  if (specifier.startsWith('.')) return normalize(join(dirname(path), specifier));
  return undefined;
}

/** The module that a path is in: `gateway`, `services/vpc`; '' for the files above all modules. */
export function moduleOf(path: string): string {
  const folders = path.split('/').slice(0, -1);
  return folders.slice(0, folders[0] === 'services' ? 2 : 1).join('/');
}

/** Whether a path is of the composition root: `server.ts`, and the parts that it puts together. */
export const isCompositionRoot = (path: string): boolean =>
  path === 'server.ts' || moduleOf(path) === 'composition';

/** The folder that owns a resource: `services/vpc/subnet`. */
export const ownerModule = (path: string): string => dirname(path);

/** What is loaded with a file, itself included. */
export function loadedWith(path: string, all: readonly Source[]): Set<string> {
  const byPath = new Map(all.map((source) => [source.path, source]));
  const loaded = new Set<string>();
  const load = (each: string): void => {
    if (loaded.has(each)) return;
    loaded.add(each);
    for (const { path: next, typeOnly, late } of byPath.get(each)?.imports ?? []) {
      if (!typeOnly && !late) load(next);
    }
  };
  load(path);
  return loaded;
}

/** Circles of imports, imports of types included. Each circle is the list of its files. */
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
    for (const { path: next } of byPath.get(path)?.imports ?? []) visit(next, [...trail, path]);
    state.set(path, 'done');
  };
  for (const { path } of all) visit(path, []);
  return found;
}
