import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { chinesePage } from '../../scripts/lib/chinese-pages.ts';
import { differences } from './outline.ts';

/* Each Chinese page has what its English page has, and the reverse. */

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string) => readFileSync(`${root}${path}`, 'utf8');
const NAMES = readdirSync(`${root}docs/zh`);

/** English pages, each with its Chinese one. */
const PAIRS = [
  ['README.md', 'README.zh-CN.md'],
  ...NAMES.map((name) => [`docs/${name}`, `docs/zh/${name}`]),
] as [english: string, chinese: string][];

it('the pages that users meet first are in Chinese', () => {
  const first = ['clients.md', 'world-file.md', 'testing.md', 'data-plane.md'];
  expect(NAMES).toEqual(expect.arrayContaining(first));
});

it.each(PAIRS)('%s and %s have the same sections, code and tables', (english, chinese) => {
  expect(differences([english, read(english)], [chinese, read(chinese)])).toEqual([]);
});

it.each(PAIRS)('%s and %s link to each other at their top', (english, chinese) => {
  const top = (page: string) => read(page).split('\n## ')[0];
  const readme = english === 'README.md';
  const name = english.replace('docs/', '');
  expect(top(english)).toContain(`[中文](${readme ? chinese : `zh/${name}`})`);
  expect(top(chinese)).toContain(`[English](${readme ? english : `../${name}`})`);
});

it.each(
  NAMES,
)('docs/zh/%s shows the examples that are tested: npm run docs writes them', (name) => {
  const page = read(`docs/zh/${name}`);
  expect(page).toBe(chinesePage(name, page, (path) => read(`docs/${path}`)));
});

it.each(
  PAIRS,
)('of pages that are in Chinese, %2$s links to the Chinese one', (english, chinese) => {
  const others = NAMES.flatMap((name) =>
    english === 'README.md' ? `(docs/${name}` : `(../${name}`,
  );
  const body = read(chinese).replace(/^\[English\].*$/m, '');
  expect(others.filter((link) => body.includes(link))).toEqual([]);
});

describe('what a page lacks is named, with its heading', () => {
  const ENGLISH = [
    '# Networks',
    '',
    'Words of `tenon`.',
    '',
    '## Start',
    '',
    '```sh',
    'tenon serve   # in memory',
    '```',
    '',
    '### At once',
    '',
    '| option | |',
    '|---|---|',
    '| `--store` | where |',
    '| `--listen` | address |',
    '',
    '- one `x`',
    '  and more',
    '- two',
    '',
    '## End',
    '',
    '<!-- shows end.sh -->',
    '```sh',
    'kill 1 # the end',
    '```',
  ].join('\n');
  const CHINESE = ENGLISH.replace('Networks', '网络')
    .replace('Words of `tenon`.', '`tenon` 的\n文字')
    .replace('## Start', '## 开始')
    .replace('# in memory', '# 内存')
    .replace('At once', '立即')
    .replace('| where |', '| 哪里 |')
    .replace('## End', '## 结束');
  const lacks = (change: (chinese: string) => string) =>
    differences(['en.md', ENGLISH], ['zh.md', change(CHINESE)]);

  it('nothing of a translation', () => {
    expect(lacks((page) => page)).toEqual([]);
  });

  it.each([
    [
      'a section',
      '\n## 结束\n\n<!-- shows end.sh -->\n```sh\nkill 1 # the end\n```',
      '',
      ['zh.md lacks of en.md, "End": the section'],
    ],
    ['a heading', '### 立即\n', '', ['zh.md lacks of en.md, "At once": the section']],
    [
      'a code block',
      '```sh\ntenon serve   # 内存\n```\n',
      '',
      ['zh.md lacks of en.md, "Start": code:\n```sh\ntenon serve'],
    ],
    [
      'a row',
      '| `--listen` | address |\n',
      '',
      ['zh.md lacks of en.md, "At once": row of 2 `--listen`'],
    ],
    ['an item', '- two\n', '', ['zh.md lacks of en.md, "At once": item']],
    [
      'what it shows',
      '<!-- shows end.sh -->\n',
      '',
      ['zh.md lacks of en.md, "End": <!-- shows end.sh -->'],
    ],
  ])('%s', (_, from, to, said) => {
    expect(CHINESE).toContain(from);
    expect(lacks((page) => page.replace(from, to))).toEqual(expect.arrayContaining(said));
  });

  it.each([
    [
      'a section',
      '## 结束',
      '## 另外\n\n文字\n\n## 结束',
      'en.md lacks of zh.md, "另外": the section',
    ],
    [
      'a column',
      '| `--store` | 哪里 |',
      '| `--store` | 哪里 | x |',
      'en.md lacks of zh.md, "立即": row of 3 `--store`',
    ],
    ['a word in code', '- two', '- two `y`', 'en.md lacks of zh.md, "立即": item `y`'],
    ['a level', '### 立即', '## 立即', 'en.md lacks of zh.md, "立即": the section'],
    [
      'a comment in a file',
      '# the end',
      '# 结束',
      'en.md lacks of zh.md, "结束": code:\n```sh\nkill 1 # 结束',
    ],
  ])('%s that the other has', (_, from, to, said) => {
    expect(CHINESE).toContain(from);
    expect(lacks((page) => page.replace(from, to))).toContain(said);
  });
});
