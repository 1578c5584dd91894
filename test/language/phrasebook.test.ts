import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PHRASES } from '#cli/zh/index.ts';
import { patternOf } from '#cli/zh/phrasebook.ts';
import { attachRules } from '#services/vpc/network-interface/attach.rules.ts';
import { sourcesOf } from './sources.ts';
import { errorTexts, helpTexts, reasonTexts, toldTexts } from './texts.ts';
import { worldTexts } from './world-texts.ts';

/** Texts that have no translation yet, by subject. They can only become fewer. */
const UNTRANSLATED = { help: 0, errors: 0, worldFile: 0, told: 0, reasons: 0, refusals: 0 };

const TEXTS = {
  help: helpTexts(),
  errors: errorTexts(),
  worldFile: worldTexts(),
  told: toldTexts(),
  reasons: reasonTexts(),
  refusals: new Set(attachRules.map(({ refusal }) => refusal.message)),
};

const SUBJECTS = Object.keys(TEXTS) as (keyof typeof TEXTS)[];

describe.each(SUBJECTS)('the phrasebook on %s', (subject) => {
  const texts = TEXTS[subject];
  const phrases = PHRASES[subject];

  it('has every text of the sources', () => {
    const missing = [...texts].filter((text) => !(text in phrases));
    const what = `add the Chinese of each text to the ${subject} of src/cli/zh`;
    expect(missing.slice(UNTRANSLATED[subject]), what).toEqual([]);
    expect(missing).toHaveLength(UNTRANSLATED[subject]);
  });

  it('has no text that the sources do not have', () => {
    const unsaid = Object.keys(phrases).filter((phrase) => !isSaid(phrase, texts));
    expect(unsaid, `nothing says it any more: take it out of src/cli/zh`).toEqual([]);
  });

  it('has the holes of each text in its translation', () => {
    const holes = (text: string) => (text.match(/\{\d\}/g) ?? []).sort();
    for (const [text, translation] of Object.entries(phrases)) {
      expect(holes(translation), text).toEqual(holes(text));
    }
  });
});

it('has each reason in one file: a later one would take its place unseen', async () => {
  const folder = new URL('../../src/cli/zh/reasons/', import.meta.url);
  const files = readdirSync(folder).filter((name) => name !== 'index.ts');
  const modules = await Promise.all(files.map((name) => import(new URL(name, folder).href)));
  const phrases = modules.flatMap((module) =>
    Object.values(module as Record<string, object>).flatMap((each) => Object.keys(each)),
  );
  expect(phrases.length).toBeGreaterThan(100);
  expect(phrases.filter((phrase, at) => phrases.indexOf(phrase) !== at)).toEqual([]);
});

it('is loaded only when Chinese is wanted', () => {
  const imported = sourcesOf('src/**/*.ts')
    .filter(({ path }) => !path.includes('/cli/zh/'))
    .flatMap(({ program }) => program.body)
    .filter(({ type, importKind }) => type === 'ImportDeclaration' && importKind !== 'type')
    .map(({ source }) => source.value as string)
    .filter((from) => /\/zh\//.test(from));
  expect(imported).toEqual([]);
});

/** Whether it is a text, or one whose holes are filled with texts or words. */
function isSaid(phrase: string, texts: ReadonlySet<string>): boolean {
  if (texts.has(phrase)) return true;
  return [...texts].some((text) => {
    const found = patternOf(text).exec(phrase);
    return found?.slice(1).every((part) => /^(\{\d\}|[\w-]+)$/.test(part) || texts.has(part));
  });
}
