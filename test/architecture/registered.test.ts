import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { RESOURCE_KINDS } from '#core/resources.ts';
import { migrations } from '#store/migrations.ts';
import { SERVICES } from '#test/support/services.ts';
import { ROOT, sources } from './imports.ts';

/*
 * What is written is also named where it takes effect: a resource in its service, an action and a
 * transition in their resource. Whoever forgets one would see nothing but a 501, or a status that
 * never ends.
 */

const ofServices = sources().filter(({ path }) => path.startsWith('services/'));
const RESOURCE_INDEX = /^(services\/[\w-]+)\/[\w-]+\/index\.ts$/;

/** All that a file of the services exports. */
async function exportsOf(path: string): Promise<unknown[]> {
  return Object.values(await import(pathToFileURL(join(ROOT, 'src', path)).href));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

describe('what is written takes effect:', () => {
  const exported = new Map<string, unknown[]>();
  beforeAll(async () => {
    for (const { path } of ofServices) exported.set(path, await exportsOf(path));
  });
  const inFiles = <T>(find: (value: unknown) => T[]) =>
    [...exported].flatMap(([path, values]) =>
      values.flatMap((value) => find(value).map((found) => ({ path, found }))),
    );

  it('each resource is a line of its service', () => {
    const named = new Set(ofServices.flatMap(({ imports }) => imports.map(({ path }) => path)));
    const forgotten = ofServices
      .map(({ path }) => path)
      .filter((path) => RESOURCE_INDEX.test(path) && !named.has(path))
      .map(
        (path) => `${path}: name the resource in ${path.replace(RESOURCE_INDEX, '$1/actions.ts')}`,
      );
    expect(forgotten).toEqual([]);
  });

  it('each action is named by its resource', () => {
    const served = new Set<unknown>(SERVICES.flatMap(({ actions }) => actions));
    const written = inFiles((value) =>
      isObject(value) && typeof value.perform === 'function' ? [value] : [],
    );
    expect(written.length).toBeGreaterThan(100);
    const forgotten = written
      .filter(({ found }) => !served.has(found))
      .map(({ path, found }) => `${path}: name ${found.name} in the resource's index.ts`);
    expect(forgotten).toEqual([]);
  });

  it('each step of the schema is a line of its history', () => {
    const files = sources()
      .map(({ path }) => path)
      .filter((path) => /^store\/migrations\/\d{3}-/.test(path));
    const named = migrations.map(({ name }) => `store/migrations/${name}.ts`);
    expect(files.sort(), 'name the step at the end of src/store/migrations.ts').toEqual(named);
  });

  it('each step of a life cycle has its transition', () => {
    const carried = new Set(
      SERVICES.flatMap(({ transitions }) => transitions.map(({ kind }) => kind)),
    );
    const steps = inFiles((value) =>
      isObject(value)
        ? Object.values(value).filter(
            (step): step is { kind: string } =>
              isObject(step) && 'from' in step && 'dwell' in step && typeof step.kind === 'string',
          )
        : [],
    ).filter(({ path }) => path.endsWith('/lifecycle.ts'));
    expect(steps.length).toBeGreaterThan(20);
    const forgotten = steps
      .filter(({ found }) => !carried.has(found.kind))
      .map(
        ({ path, found }) =>
          `${path}: nothing ends ${found.kind}: name its transitions.ts in the service's index.ts`,
      );
    expect(forgotten).toEqual([]);
  });
});

it.each(RESOURCE_KINDS)('what removes a row of %s takes along what hangs on it', (table, kind) => {
  const removes = ofServices.filter(({ text }) => text.includes(`.remove('${table}'`));
  const needed = [
    ...(kind.tagType === null ? [] : ['removeTags(']),
    ...(kind.quota === null ? [] : ['reserveQuota(']),
  ];
  const forgotten = removes.flatMap(({ path, text }) =>
    needed.filter((call) => !text.includes(call)).map((call) => `${path}: call ${call}...)`),
  );
  expect(forgotten).toEqual([]);
});
