import type { Chinese, Subject } from './zh/index.ts';

/*
 * The language in which the command line speaks: English, or Chinese where that is wanted. Texts
 * are written in English where they arise and translated where they are printed. What other
 * programs read stays as it is: JSON, logs, codes, names of options.
 */

export const LANGUAGES = ['en', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

let chinese: Chinese | undefined;

/** Speaks `language` from now on. The Chinese texts are loaded only for those who want them. */
export async function speak(language: Language): Promise<void> {
  chinese = language === 'zh' ? (await import('./zh/index.ts')).chinese : undefined;
}

export const speaksChinese = (): boolean => chinese !== undefined;

/** `text` in the language that is spoken; as it is where there is no translation. */
export const localized = (text: string, subject: Subject = 'errors'): string =>
  chinese === undefined ? text : chinese[subject](text);

/**
 * The language that a command line asks for, by --lang, TENON_LANG or the locale. It must be known
 * before the command line is read, because that may end in an error or in help.
 */
export function languageOf(argv: readonly string[], env: NodeJS.ProcessEnv): Language {
  const asked = optionIn(argv) ?? (env.TENON_LANG || undefined);
  const locale = asked ?? (env.LC_ALL || env.LC_MESSAGES || env.LANG || '');
  return /^zh\b|^zh_/i.test(locale) ? 'zh' : 'en';
}

/** The value of the last --lang before what belongs to another command. */
function optionIn(argv: readonly string[]): string | undefined {
  const end = argv.indexOf('--');
  const own = end === -1 ? argv : argv.slice(0, end);
  const at = own.findLastIndex((word) => word === '--lang' || word.startsWith('--lang='));
  const word = own[at];
  return word === '--lang' ? own[at + 1] : word?.slice('--lang='.length);
}
