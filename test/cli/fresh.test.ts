import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { freshen, path } from '../../scripts/lib/fresh.ts';

/* What `npm start` builds before it starts, and when. */

let folder: string;
let file: string;
let builds: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenon-fresh-'));
  file = join(folder, 'built');
  builds = [];
  mkdirSync(join(folder, 'src'));
  write('src/a.ts', 10);
});
afterEach(() => rmSync(folder, { recursive: true }));

/** @param at when it was changed, in seconds */
function write(name: string, at: number): void {
  writeFileSync(join(folder, name), name);
  utimesSync(join(folder, name), at, at);
}

const name = `fresh-test-${process.pid}`;

const fresh = (at: number) =>
  freshen({ name, file, sources: [join(folder, 'src')], build: () => write('built', at) }, (why) =>
    builds.push(why),
  );

it('builds what is missing, once', async () => {
  await fresh(20);
  await fresh(20);
  expect(builds).toEqual(['missing']);
});

it('builds again when a source is newer, and not for a test', async () => {
  await fresh(20);
  write('src/a.test.ts', 30);
  utimesSync(join(folder, 'src'), 10, 10);
  await fresh(40);
  expect(builds).toEqual(['missing']);
  write('src/b.ts', 30);
  await fresh(40);
  await fresh(50);
  expect(builds).toEqual(['missing', 'stale']);
});

it('has one of several build, and the others wait', async () => {
  await Promise.all([fresh(20), fresh(20), fresh(20)]);
  expect(builds).toEqual(['missing']);
});

it('does not wait for one that was killed', async () => {
  mkdirSync(path('dist'), { recursive: true });
  // No process has this number: the highest is 4194304.
  writeFileSync(path(`dist/${name}.lock`), '4194305');
  await fresh(20);
  expect(builds).toEqual(['missing']);
});
