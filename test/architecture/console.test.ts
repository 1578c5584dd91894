import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './imports.ts';

/** The modules of the console, the lowest first: each imports those below it, and itself. */
const LAYERS: readonly (readonly string[])[] = [
  ['api'],
  // What every page works with: who it works for, and what the user chose.
  ['app/session.tsx', 'app/stored.ts', 'app/location.ts', 'app/theme.ts'],
  ['live', 'forms', 'parts'],
  ['pages'],
  ['app', 'main.tsx'],
];
const HERE = 'console/src';
const STATEMENT = /(?:^|\n)\s*(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/g;
const DYNAMIC = /\bimport\('([^']+)'\)/g;

interface ConsoleFile {
  readonly path: string;
  readonly imports: readonly { readonly specifier: string; readonly typeOnly: boolean }[];
}

const files: ConsoleFile[] = readdirSync(join(ROOT, HERE), { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !path.includes('.test.'))
  .map((path) => {
    const text = readFileSync(join(ROOT, HERE, path), 'utf8');
    const plain = [...text.matchAll(STATEMENT)].map(([, type, specifier = '']) => ({
      specifier,
      typeOnly: type !== undefined,
    }));
    const late = [...text.matchAll(DYNAMIC)].map(([, specifier = '']) => ({
      specifier,
      typeOnly: false,
    }));
    return { path, imports: [...plain, ...late] };
  });

/** A file is of the layer that names it, or else of the one that names its folder. */
function layerOf(path: string): number {
  const named = LAYERS.findIndex((layer) => layer.includes(path));
  if (named >= 0) return named;
  return LAYERS.findIndex((layer) => layer.includes(path.split('/')[0] ?? ''));
}

const within = (path: string, specifier: string) => normalize(join(dirname(path), specifier));

describe('the modules of the console', () => {
  it('are all known', () => {
    expect(files.length).toBeGreaterThan(20);
    expect(files.filter(({ path }) => layerOf(path) < 0)).toEqual([]);
  });

  it('import from the server its types alone', () => {
    const reached = files.flatMap(({ path, imports }) =>
      imports
        .filter(({ specifier, typeOnly }) => {
          const isOurs = specifier.startsWith('.') && !within(path, specifier).startsWith('..');
          return !isOurs && /^[#.]|^node:/.test(specifier) && !typeOnly;
        })
        .map(({ specifier }) => `${path} -> ${specifier}`),
    );
    expect(reached).toEqual([]);
  });

  it('import what is below them', () => {
    const upwards = files.flatMap(({ path, imports }) =>
      imports
        .filter(({ specifier }) => specifier.startsWith('.'))
        .map(({ specifier }) => within(path, specifier))
        .filter((target) => layerOf(target) > layerOf(path))
        .map((target) => `${path} -> ${target}`),
    );
    expect(upwards).toEqual([]);
  });

  it('have pages that know nothing of each other', () => {
    const pageOf = (path: string) => /^pages\/([^/]+)/.exec(path)?.[1];
    const across = files.flatMap(({ path, imports }) =>
      imports
        .map(({ specifier }) => within(path, specifier))
        .filter((target) => pageOf(path) && pageOf(target) && pageOf(target) !== pageOf(path))
        .map((target) => `${path} -> ${target}`),
    );
    expect(across).toEqual([]);
  });
});
