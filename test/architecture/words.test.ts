import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { codeFiles, ROOT } from './imports.ts';

/*
 * The words are those of the field: docs/glossary.md. A retired name does not come back. Names that
 * are in databases stay: the table `interface_tally`, and the steps of the schema's history.
 */

/** Names in code, whole words, and what is used instead. */
const NAMES: Readonly<Record<string, string>> = {
  Turns: 'Semaphore',
  takeTurn: 'nextFencingToken',
  Tries: 'RetryPolicy',
  Ways: 'PostgresPool',
  waysTo: 'openPool',
  Signals: 'IntentNotifier',
  Changes: 'BaseTransaction',
  tally: 'counters',
  tallies: 'counters',
  Tally: 'counters',
  Counted: 'CounterDelta',
  movable: 'ProjectMove',
  movables: 'PROJECT_MOVES',
  book: 'reserveQuota',
  booked: 'reserveQuota',
  interfaceNow: 'peekInterface',
  primaryNow: 'peekPrimary',
  spoken: 'claimedElsewhere',
  acts: 'enabled',
  Finding: 'PageSource',
  Way: 'Lookup',
  TooSoon: 'RetryLater',
  House: 'SeedContext',
  Room: 'Capacity',
};

/**
 * Words that are plain English in tests, where a run counts things. In src they named the counters
 * of interfaces.
 */
const IN_TESTS = ['tally', 'Tally'];

/** Files of src, and what they are called instead. */
const FILES: Readonly<Record<string, string>> = {
  'turns.ts': 'semaphore.ts',
  'tries.ts': 'retry-policy.ts',
  'ways.ts': 'connection.ts',
  'signals.ts': 'intent-notifier.ts',
  'all.ts': 'wait-for-all.ts',
  'changes.ts': 'base-transaction.ts',
  'wording.ts': 'common-refusals.ts',
  'movable.ts': 'project-move.ts',
  'tally.ts': 'counters.ts',
  'of-instance.ts': 'instance-hooks.ts',
  'replace.ts': 'replace-primary.ts',
  'lock.ts': 'load-locked.ts',
  'parts.ts': 'parameter-tree.ts',
  'shape.ts': 'parameter-shape.ts',
  'too-soon.ts': 'retry-later.ts',
  'each.rules.ts': 'batch.rules.ts',
  'present.rules.ts': '<resource>.rules.ts',
  'steady.rules.ts': '<resource>.rules.ts',
  'block.ts': 'cidr.ts',
  'blocks.ts': 'cidr-rows.ts',
  'further-block.ts': 'additional-cidr.ts',
};

/** Pictures in comments and pages. "No room for" something and arrow keys are plain English. */
const PICTURES: readonly [picture: RegExp, instead: string][] = [
  [/\bhouses?\b/i, 'architecture, server'],
  [/(?<!\b(no|more) )\brooms?\b(?! (for|left)\b)/i, 'module'],
  [/\barrows?\b(?! keys?\b)/i, 'request pipeline'],
  [/\blaws?\b/i, 'architecture rule'],
  [/\btaps?\b/i, 'observer'],
];

/** Words of pages that name something by another name than the code does. */
const SAYINGS: readonly [saying: RegExp, instead: string][] = [
  [
    /\b(a|the|later|earlier) \*?turns?\*?(?= (that|of|for|which)\b)(?! of the event loop)/i,
    'fencing token',
  ],
  [/\bturns for the data plane\b/i, 'fencing tokens'],
];

/** Names that may be declared once only, since each must name one thing. */
const ONE_THING = ['Place', 'Stage', 'Kind', 'Owner', 'Wanted', 'Key'];

const mine = 'test/architecture/words.test.ts';
const files = codeFiles().filter(
  ({ path }) => path !== mine && !path.startsWith('src/store/migrations'),
);
/** Pages, and files of code whose comments are read with the rest of their text. */
const pages = ['.', 'docs', 'test', 'bench', 'scripts', '.github', '.ci'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: folder !== '.', encoding: 'utf8' })
    .filter((name) => /\.(md|yml|ya?ml|py|go|java|sh)$/.test(name) || name === 'run')
    .map((name) => ({
      path: join(folder, name),
      text: readFileSync(join(ROOT, folder, name), 'utf8'),
    })),
);

const COMMENT = /\/\*[\s\S]*?\*\/|(?<![:'"`/])\/\/.*/g;
const TEXT = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g;
const codeOf = (text: string) => text.replace(COMMENT, '').replace(TEXT, "''");
const commentsOf = (text: string) => (text.match(COMMENT) ?? []).join('\n');

it('no retired name is in the code', () => {
  const found = files.flatMap(({ path, text }) =>
    [...new Set(codeOf(text).match(/[A-Za-z_$][\w$]*/g))]
      .filter((name) => Object.hasOwn(NAMES, name))
      .filter((name) => !(path.startsWith('test/') && IN_TESTS.includes(name)))
      .map((name) => `${path}: ${name}, use ${NAMES[name]}`),
  );
  expect(found).toEqual([]);
});

it('no file of src has a retired name', () => {
  const found = files
    .map(({ path }) => path)
    .filter((path) => path.startsWith('src/') && Object.hasOwn(FILES, basename(path)))
    .map((path) => `${path}: use ${FILES[basename(path)]}`);
  expect(found).toEqual([]);
});

it('no picture is in a comment or on a page', () => {
  const texts = [...files.map(({ path, text }) => ({ path, text: commentsOf(text) })), ...pages];
  const found = texts.flatMap(({ path, text }) =>
    PICTURES.flatMap(([picture, instead]) => {
      const [word] = picture.exec(text) ?? [];
      return word === undefined ? [] : [`${path}: ${word}, say ${instead}`];
    }),
  );
  expect(found).toEqual([]);
});

it('pages call things what the code calls them', () => {
  const found = pages.flatMap(({ path, text }) =>
    SAYINGS.flatMap(([saying, instead]) => {
      const [words] = saying.exec(text) ?? [];
      return words === undefined ? [] : [`${path}: ${words}, say ${instead}`];
    }),
  );
  expect(found).toEqual([]);
});

it.each(ONE_THING)('%s names one thing', (name) => {
  const declares = new RegExp(`^(export )?(interface|type|class|enum) ${name}\\b(?! *[,}])`, 'm');
  const found = files.filter(({ text }) => declares.test(text)).map(({ path }) => path);
  expect(found.length, found.join(', ')).toBeLessThanOrEqual(1);
});
