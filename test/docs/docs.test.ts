import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { RESOURCE_TABLES } from '#core/resources.ts';
import { METRICS } from '#metrics/catalogue.ts';
import { LEAST_NODE } from '#platform/version.ts';
import { SERVICES } from '#test/support/services.ts';
import { actionsPage } from '../../scripts/lib/actions-page.ts';
import { clientsPage, withExamples } from '../../scripts/lib/clients-page.ts';
import { controlOpenApi, controlPage } from '../../scripts/lib/control-page.ts';
import { operationsPage } from '../../scripts/lib/operations-page.ts';

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

it('docs/control-api.md and its OpenAPI file are what the routes say: npm run docs writes them', () => {
  expect(read('docs/control-api.md')).toBe(controlPage());
  expect(JSON.parse(read('docs/control-api.openapi.json'))).toEqual(
    JSON.parse(JSON.stringify(controlOpenApi())),
  );
});

it('docs/ci.md shows the examples that are tested: npm run docs writes them', () => {
  const page = read('docs/ci.md');
  expect(page).toBe(withExamples(page, (path) => read(`docs/${path}`)));
  for (const file of readdirSync(`${root}docs/examples/ci`)) {
    expect(page).toContain(`<!-- shows examples/ci/${file} -->`);
  }
});

it('docs/library.md shows the example that is tested: npm run docs writes it', () => {
  const page = read('docs/library.md');
  expect(page).toBe(withExamples(page, (path) => read(`docs/${path}`)));
  expect(page).toContain('<!-- shows examples/library/settle.mjs -->');
});

it('docs/testing.md shows the samples that are tested: npm run docs writes them', () => {
  const page = read('docs/testing.md');
  expect(page).toBe(withExamples(page, (path) => read(`docs/${path}`)));
  for (const sample of ['python/test_first.py', 'go/first_test.go', 'vitest/first.test.ts']) {
    expect(page).toContain(`<!-- shows examples/testing/${sample} -->`);
  }
});

it('docs/data-plane.md shows the examples that are tested: npm run docs writes them', () => {
  const page = read('docs/data-plane.md');
  expect(page).toBe(withExamples(page, (path) => read(`docs/${path}`)));
  const examples = readdirSync(`${root}docs/examples/data-plane`).filter((file) =>
    file.endsWith('.sh'),
  );
  expect(examples.length).toBeGreaterThan(2);
  for (const file of examples) expect(page).toContain(`<!-- shows examples/data-plane/${file} -->`);
});

it('docs/data-plane.md explains what is really said', () => {
  const [, explained = ''] = read('docs/data-plane.md').split('## When something is wrong');
  const rows = [...explained.matchAll(/^\| `([^`]+)` \|/gm)].map(([, said = '']) => said);
  expect(rows.length).toBeGreaterThan(8);
  const said = ['src/dataplane', 'src/reconcile']
    .flatMap((folder) =>
      readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.ts') && !path.includes('.test.'))
        .map((path) => read(`${folder}/${path}`)),
    )
    .join('\n');
  const unsaid = rows.filter((row) => row.split('...').some((part) => !said.includes(part.trim())));
  expect(unsaid).toEqual([]);
});

it('docs/metadata.md shows the examples that are tested: npm run docs writes them', () => {
  const page = read('docs/metadata.md');
  expect(page).toBe(withExamples(page, (path) => read(`docs/${path}`)));
  for (const example of ['ask.sh', 'role.py', 'go/main.go']) {
    expect(page).toContain(`<!-- shows examples/metadata/${example} -->`);
  }
});

it('docs/library.md lists every option and every error', () => {
  const page = read('docs/library.md');
  const declared = read('src/index.ts');
  const options = /interface TenonOptions \{(.*?)\n\}/s.exec(declared)?.[1] ?? '';
  const codes = /type TenonErrorCode =(.*?);/s.exec(declared)?.[1] ?? '';
  const names = [
    ...[...options.matchAll(/^ {2}readonly (\w+)\?:/gm)].map(([, name]) => name),
    ...[...codes.matchAll(/'(\w+)'/g)].map(([, code]) => code),
  ];
  expect(names.length).toBeGreaterThan(15);
  expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});

it('docs/operations.md lists the metrics of a scrape: npm run docs writes them', () => {
  const page = read('docs/operations.md');
  expect(page).toBe(operationsPage(page));
  for (const name of Object.keys(METRICS)) expect(page).toContain(`| \`${name}\` |`);
});

describe('the oldest Node.js', () => {
  const manifest = JSON.parse(read('package.json'));
  const lock = JSON.parse(read('package-lock.json'));
  /** The Node.js for a checkout, whose scripts run on a Node.js of their own. */
  const OF_CHECKOUT = '20';

  it('is said by package.json, and is the same wherever people read it', () => {
    expect(manifest.engines.node).toBe(`>=${LEAST_NODE}`);
    expect(LEAST_NODE).toMatch(/^\d+\.\d+\.\d+$/);
    expect(lock.packages[''].engines.node).toBe(`>=${LEAST_NODE}`);
    expect(manifest.devEngines.runtime.version).toBe(`>=${OF_CHECKOUT}`);
    const short = LEAST_NODE.replace(/\.0$/, '');
    const namedIn = (page: string) =>
      [...read(page).matchAll(/Node(?:\.js)?`?(?: from| \|)? v?(\d+(?:\.\d+)*)/g)].map(
        ([, version]) => version,
      );
    for (const page of ['README.md', 'README.zh-CN.md']) {
      expect(namedIn(page), page).toEqual([OF_CHECKOUT, short]);
    }
    const pages = ['docs/', 'docs/zh/'].flatMap((folder) =>
      readdirSync(`${root}${folder}`)
        .filter((name) => name.endsWith('.md'))
        .map((name) => `${folder}${name}`),
    );
    const others = pages.flatMap(namedIn);
    expect(others).toContain(short);
    expect(others.filter((version) => version !== short)).toEqual([]);
  });

  it('takes every package that npm ci installs, so that npm warns of none', () => {
    type Package = { engines?: { node?: string }; optional?: boolean };
    const tooNew = Object.entries<Package>(lock.packages)
      .filter(([path, { optional }]) => path !== '' && !optional)
      .filter(([, { engines }]) => !takes(engines?.node ?? '*', [20, 20, 2]))
      .map(([path, { engines }]) => `${path} wants ${engines?.node}`);
    expect(tooNew).toEqual([]);
  });
});

/** Whether a range such as `^20.19.0 || >=22.12.0` takes a version. */
function takes(range: string, version: readonly number[]): boolean {
  return range.split('||').some((alternative) =>
    [...alternative.matchAll(/([<>]=?|\^|~)?\s*v?(\d+|[x*])(?:\.(\d+|x))?(?:\.(\d+|x))?/g)].every(
      ([, operator = '', ...parts]) => {
        const bound = parts.map((part) => (part === undefined ? 0 : Number(part)));
        if (Number.isNaN(bound[0])) return true;
        const order = bound.map((part, n) => (version[n] ?? 0) - part).find(Boolean) ?? 0;
        if (operator === '>=') return order >= 0;
        if (operator === '>') return order > 0;
        if (operator === '<') return order < 0;
        if (operator === '<=') return order <= 0;
        return order >= 0 && version[0] === bound[0];
      },
    ),
  );
}

it.each([
  ['>=20', true],
  ['>=22', false],
  ['^20.19.0 || ^22.13.0 || >=23.5.0', true],
  ['^18.0.0 || >=22', false],
  ['>= 14.17 <21', true],
  ['*', true],
  ['20.x', true],
  ['>=20.21', false],
])('reads the range %s', (range, taken) => {
  expect(takes(range, [20, 20, 2])).toBe(taken);
});

it.each(RESOURCE_TABLES)('docs/lifecycle.md tells the life of a resource %s', (table) => {
  const letters = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9,]/g, '');
  const page = read('docs/lifecycle.md');
  const headings = [...page.matchAll(/^## The life of an? (.*)$/gm)];
  const rows = [...page.matchAll(/^\| ([^|`]+) \|/gm)];
  const told = [...headings, ...rows].flatMap(([, name = '']) => letters(name).split(','));
  const what = `add a row for ${table.replaceAll('_', ' ')} to docs/lifecycle.md`;
  expect(told.filter((name) => name.includes(letters(table))).length, what).toBeGreaterThan(0);
});

describe('links', () => {
  const pages = ['', 'docs/', 'docs/zh/'].flatMap((folder) =>
    readdirSync(`${root}${folder}`)
      .filter((name) => name.endsWith('.md'))
      .map((name) => `${folder}${name}`),
  );
  const linksOf = (page: string) =>
    [...read(page).matchAll(/\]\(([^):]+)\)/g)].map(([, link = '']) => link.split('#'));
  const folderOf = (page: string) => `${root}${page.slice(0, page.lastIndexOf('/') + 1)}`;

  it.each(pages)('%s links to files that exist', (page) => {
    const targets = linksOf(page).map(([path]) => path);
    expect(targets.filter((path) => !existsSync(`${folderOf(page)}${path}`))).toEqual([]);
  });

  it.each(pages)('%s links to headings that exist', (page) => {
    const broken = linksOf(page).filter(([path, heading]) => {
      if (heading === undefined || !(path === '' || path?.endsWith('.md'))) return false;
      const target = path === '' ? read(page) : readFileSync(`${folderOf(page)}${path}`, 'utf8');
      return !headingsOf(target).includes(heading);
    });
    expect(broken.map((link) => link.join('#'))).toEqual([]);
  });

  /** The anchors of a page's headings, as GitHub makes them. */
  function headingsOf(page: string): string[] {
    return [...page.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    );
  }
});

it('CONTRIBUTING.md names every module', () => {
  const page = read('CONTRIBUTING.md');
  const modules = readdirSync(`${root}src`, { withFileTypes: true })
    .filter((each) => each.isDirectory())
    .map(({ name }) => `src/${name}/`);
  const unnamed = modules.filter((name) => !page.includes(name));
  expect(unnamed, 'say in a line of "Finding your way" what the module is for').toEqual([]);
});

it('no action is both implemented and not yet', () => {
  const both = SERVICES.flatMap(({ actions, notYet }) =>
    actions.filter(({ name }) => Object.hasOwn(notYet, name)).map(({ name }) => name),
  );
  expect(both).toEqual([]);
});
