import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { forgetImports, MANY, testsNear } from '../../scripts/lib/suites.ts';

const own = (file: string) => file.replace(/\.ts$/, '.test.ts');
const near = (file: string) => testsNear(resolve(file));

it('runs the test of a file when the file changes, and few others', () => {
  forgetImports();
  const names = readdirSync('src', { recursive: true, encoding: 'utf8' });
  const tested = names
    .filter((name) => name.endsWith('.ts') && names.includes(own(name)))
    .map((name) => join('src', name));
  expect(tested.length).toBeGreaterThan(100);
  for (const file of tested) {
    expect(near(file), file).toContain(own(file));
    expect(near(file).length, file).toBeLessThanOrEqual(MANY);
  }
});

it('runs a changed test alone, and the test of an action when its rules change', () => {
  const folder = 'src/services/vpc/network-interface';
  expect(near(`${folder}/attach.test.ts`)).toEqual([`${folder}/attach.test.ts`]);
  expect(near(`${folder}/attach.rules.ts`)).toEqual(
    expect.arrayContaining([`${folder}/attach.rules.test.ts`, `${folder}/attach.test.ts`]),
  );
});

it('runs tests of its users where a file has none of its own', () => {
  expect(near('src/core/quota.ts')).toContain('src/services/vpc/vpc/create.test.ts');
  expect(near('src/composition/api.ts')).not.toEqual([]);
  expect(near('test/support/server.ts')).toHaveLength(MANY);
});
