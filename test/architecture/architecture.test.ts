import { describe, expect, it } from 'vitest';
import { ownerOfTable, TABLES } from '#core/tables.ts';
import {
  circles,
  codeFiles,
  isCompositionRoot,
  moduleOf,
  type Source,
  sources,
} from './imports.ts';

const all = sources();
const ofService = (path: string) => path.startsWith('services/');
const ENGINE = /^store\/(sqlite\/|postgres\/|open\.ts)/;

const isAction = ({ text }: Source) => /\b(readAction|writeAction)\(\{/.test(text);
const actions = new Set(all.filter(isAction).map(({ path }) => path));

/** Lines `file -> what it must not import`, for a readable failure. */
function breaches(
  who: (source: Source) => boolean,
  forbidden: (path: string, typeOnly: boolean, source: Source) => boolean,
): string[] {
  return all
    .filter(who)
    .flatMap((source) =>
      source.imports
        .filter(({ path, typeOnly }) => forbidden(path, typeOnly, source))
        .map(({ path }) => `${source.path} -> ${path}`),
    );
}

/** Whether an import stays within a module, or names one of the files above all modules. */
const stays = (from: string, to: string) => moduleOf(from) === moduleOf(to);

/** The folders that a file is in, the outermost first: `services`, `services/vpc`. */
const parents = (path: string) =>
  path.split('/').map((_, index, parts) => parts.slice(0, index).join('/'));

const within = (name: string) => (source: Source) => moduleOf(source.path) === name;

/** What the data plane shares with others, which imports nothing. */
const DATA_PLANE_SHARES = [
  'core/guest-command.ts',
  'core/network.ts',
  'platform/coalesced.ts',
  'platform/wait-for-all.ts',
];

describe('the rules of the architecture', () => {
  it('reads the sources it judges', () => {
    expect(all.length).toBeGreaterThan(50);
    expect(actions.size).toBeGreaterThan(5);
  });

  it('1: the gateway imports no service', () => {
    expect(breaches(within('gateway'), (path) => ofService(path))).toEqual([]);
  });

  it('1: rules and life cycles import only types and other pure files', () => {
    const pure = /(\.rules|\/lifecycle|\/refusals(\/[\w-]+)?|^core\/(refusal|parameters))\.ts$/;
    const isPure = ({ path }: Source) => /\.rules\.ts$|\/lifecycle\.ts$/.test(path);
    expect(breaches(isPure, (path, typeOnly) => !typeOnly && !pure.test(path))).toEqual([]);
    expect(all.filter(isPure).flatMap(({ packages }) => packages)).toEqual([]);
  });

  it('1: what every resource is asked is written once, in core/common.rules.ts', () => {
    // The three rules are: it exists, no cloud service manages it, it is in one of these statuses.
    const again = [
      /refusal: \w+\.\w+NotFound,\s+broken: \(\{ (\w+) \}\) => \1 === undefined,\s+because: \(\{ \1 \}\)/,
      /refusal: \w+ServiceManaged,\s+broken/,
      /broken: \(\{ (\w+) \}\) =>\s+\1 && (?:\1\.status !==|![\w.[\]', ]+\.includes\(\1\.status)/,
    ];
    const copies = all.filter(({ text }) => again.some((rule) => rule.test(text)));
    const what = 'make the rule by exists, notServiceManaged or inStatus of core/common.rules.ts';
    expect(
      copies.map(({ path }) => path),
      what,
    ).toEqual([]);
  });

  it('2: an action imports no action, no reconciler, no data plane and no engine', () => {
    expect(
      breaches(
        ({ path }) => actions.has(path),
        (path) =>
          actions.has(path) ||
          ['reconcile', 'dataplane'].includes(moduleOf(path)) ||
          ENGINE.test(path),
      ),
    ).toEqual([]);
  });

  it('3: only the store names an engine', () => {
    const engines = ['node:sqlite', 'pg'];
    expect(
      all
        .filter(({ path }) => moduleOf(path) !== 'store')
        .filter(({ packages }) => packages.some((name) => engines.includes(name)))
        .map(({ path }) => path),
    ).toEqual([]);
    const openers = breaches(
      ({ path }) => moduleOf(path) !== 'store' && !isCompositionRoot(path),
      (path) => ENGINE.test(path),
    );
    expect(openers).toEqual([]);
  });

  it('3: no statement is of one engine alone', () => {
    const raw = all.filter(
      ({ path, text }) =>
        !path.startsWith('store/sqlite/') && /\bsql`|\bsql\.raw|pragma /.test(text),
    );
    expect(
      raw.map(({ path }) => path),
      'say it with the query builder',
    ).toEqual([]);
  });

  it('3: statements whose table is a parameter are built in one typed place', () => {
    const cast = all.filter(({ text }) => /\bas never\b|selectFrom\(\w+ as '/.test(text));
    expect(
      cast.map(({ path }) => path),
      'build it by dynamic of store/dynamic.ts',
    ).toEqual([]);
  });

  it('4: only the reconciler and the composition root import the data plane', () => {
    expect(
      breaches(
        ({ path }) =>
          !['reconcile', 'dataplane'].includes(moduleOf(path)) && !isCompositionRoot(path),
        (path) => moduleOf(path) === 'dataplane',
      ),
    ).toEqual([]);
    // The data plane has words of its own for networks, and knows nothing else of the API.
    expect(
      breaches(
        within('dataplane'),
        (path) => moduleOf(path) !== 'dataplane' && !DATA_PLANE_SHARES.includes(path),
      ),
    ).toEqual([]);
    for (const path of DATA_PLANE_SHARES) {
      expect(all.find((file) => file.path === path)?.imports).toEqual([]);
    }
  });

  it('4: the composition root is imported by what starts servers alone', () => {
    // Through the composition root any module would reach the data plane, the engines and the
    // machine's clock.
    const starters = ['', 'cli', 'library'];
    expect(
      breaches(
        ({ path }) => !starters.includes(moduleOf(path)) && !isCompositionRoot(path),
        isCompositionRoot,
      ),
    ).toEqual([]);
  });

  it('5: time and randomness come in from outside', () => {
    // These files are the ports. The composition root gives them out, and needs nothing else.
    const ports = ['platform/clock.ts', 'platform/ids.ts'];
    const forbidden =
      /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bsetTimeout\(|\bsetInterval\(|\brandomUUID\(|\brandomBytes\(|\bperformance\.now\(/;
    // The command line is a client of the server: it waits and measures in real time.
    const judged = all.filter(({ path }) => !ports.includes(path) && moduleOf(path) !== 'cli');
    const strangers = judged.filter(({ text }) => forbidden.test(text)).map(({ path }) => path);
    const what = 'take the time from tx.now or the clock that is passed in, ids from context.ids';
    expect(strangers, what).toEqual([]);
  });

  it("6: a resource's tables are written in its owner's module only", () => {
    const write =
      /\b(?:insert|update|advance|statusTransition|projectMove|remove|insertInto|updateTable|deleteFrom)\(\s*'([a-z_]+)'/g;
    const ownerOf = new Map<string, string>(TABLES.map((table) => [table, ownerOfTable(table)]));
    const strangers = all
      .filter(({ path }) => moduleOf(path) !== 'store')
      .flatMap(({ path, text }) =>
        [...text.matchAll(write)]
          .map(([, table = '']) => table)
          .filter(
            (table) => !path.startsWith(`${ownerOf.get(table) ?? path}/`) && ownerOf.has(table),
          )
          .map((table) => `${path} writes ${table}: call a function of src/${ownerOf.get(table)}`),
      );
    expect(strangers).toEqual([]);
  });

  it('the path of a file is never the pathname of its URL: that one is percent-encoded', () => {
    // fileURLToPath gives the path: in a folder named `ab cd` the pathname says `ab%20cd`.
    const asPath = /\.pathname\b|\bpathname\s*[,}]|\.href\.(?:slice|replace|substring)/;
    const aboutFiles = /import\.meta\.url/;
    const broken = codeFiles().filter(({ text }) => aboutFiles.test(text) && asPath.test(text));
    expect(
      broken.map(({ path }) => path),
      'use fileURLToPath',
    ).toEqual([]);
  });

  it('6: intents are taken back in one way alone, so that the tasks behind them end', () => {
    const strangers = all
      .filter(({ path }) => moduleOf(path) !== 'store' && path !== 'core/transition.ts')
      .filter(({ text }) => /\.withdraw\(/.test(text));
    const what = 'call overtake of core/transition.ts';
    expect(
      strangers.map(({ path }) => path),
      what,
    ).toEqual([]);
  });

  it('6: every table has an owner that is there', () => {
    const modules = new Set(all.flatMap(({ path }) => parents(path)));
    const ownerless = TABLES.filter((table) => !modules.has(ownerOfTable(table))).map(
      (table) => `${table}: the register names src/${ownerOfTable(table)}, which does not exist`,
    );
    expect(ownerless).toEqual([]);
  });

  it('7: imports between modules are written with #, those within one are not', () => {
    expect(
      all.flatMap(({ path, imports }) =>
        imports
          .filter((each) => each.specifier.startsWith('#') === stays(path, each.path))
          .map(({ specifier }) => `${path} imports ${specifier}`),
      ),
    ).toEqual([]);
  });

  it("7: a resource's index.ts is imported by its service's actions.ts alone; nothing else re-exports", () => {
    const index = /^services\/[\w-]+\/[\w-]+\/index\.ts$/;
    expect(
      breaches(
        ({ path }) => !/^services\/[\w-]+\/actions\.ts$/.test(path),
        (path) => index.test(path),
      ),
    ).toEqual([]);
    const barrels = all.filter(({ text }) => /^export [^;(]*? from '/m.test(text));
    expect(barrels.map(({ path }) => path).filter((path) => path !== 'index.ts')).toEqual([]);
  });

  it('every file is in a module, but what starts the program, the library and the server', () => {
    const above = all.map(({ path }) => path).filter((path) => moduleOf(path) === '');
    expect(above.filter((path) => !['index.ts', 'main.ts', 'server.ts'].includes(path))).toEqual(
      [],
    );
  });

  it('core imports no service', () => {
    expect(breaches(within('core'), ofService)).toEqual([]);
  });

  it('no file imports itself in a circle, by its types neither', () => {
    expect(circles(all)).toEqual([]);
  });

  it('a service asks other modules, and knows nothing of command line, control and world file', () => {
    expect(
      breaches(
        ({ path }) => ofService(path),
        (path, typeOnly) =>
          ['cli', 'control', 'reconcile', 'dataplane'].includes(moduleOf(path)) ||
          (moduleOf(path) === 'gateway' && !typeOnly) ||
          (moduleOf(path) === 'world' && path !== 'world/world.ts'),
      ),
    ).toEqual([]);
  });
});
