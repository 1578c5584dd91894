/*
 * A phrasebook: what stands for an English text in another language. A key may have holes:
 * `nothing listens at {0}`. What a text has in a hole is translated in its turn, so that
 * `the EIP is absent` needs `the EIP is {0}` and `absent`.
 */

export type Phrases = Readonly<Record<string, string>>;

/** Translates a text; one that the phrasebook does not have stays as it is. */
export type Translate = (text: string) => string;

interface Pattern {
  readonly pattern: RegExp;
  /** Which hole each group of the pattern is. */
  readonly holes: readonly number[];
  readonly translation: string;
}

/** Several English words. */
const PROSE = /[a-z] [a-z]/;
/** How deep texts may be in holes of texts. */
const DEEPEST = 4;

/** Translates line by line. */
export function translator(phrases: Phrases): Translate {
  const exact = new Map(Object.entries(phrases));
  let patterns: readonly Pattern[] | undefined;

  function translated(text: string, depth: number): string | undefined {
    const same = exact.get(text);
    if (same !== undefined) return same;
    if (depth > DEEPEST) return undefined;
    patterns ??= patternsOf(phrases);
    let second: string | undefined;
    for (const { pattern, holes, translation } of patterns) {
      const found = pattern.exec(text)?.slice(1);
      if (found === undefined) continue;
      const parts = found.map((part) => translated(part, depth + 1) ?? part);
      const whole = filled(translation, holes, parts);
      // What is left in English in a hole may be a part of a text that says less.
      if (!parts.some((part, at) => part === found[at] && PROSE.test(part))) return whole;
      second ??= whole;
    }
    if (second !== undefined) return second;
    // A sentence of a text that is elsewhere a part of one.
    const sentence = text.endsWith('.') ? translated(text.slice(0, -1), depth + 1) : undefined;
    return sentence && `${sentence}。`;
  }

  return (text) =>
    text
      .split('\n')
      .map((line) => translated(line, 0) ?? line)
      .join('\n');
}

function filled(translation: string, holes: readonly number[], parts: readonly string[]): string {
  return translation
    .split(/\{(\d)\}/)
    .map((part, at) => (at % 2 === 0 ? part : (parts[holes.indexOf(Number(part))] ?? '')))
    .reduce(spaced);
}

/** One after the other: a space stands between Chinese and a name, and not within Chinese. */
function spaced(before: string, after: string): string {
  if (HAN_LAST.test(before) && HAN_FIRST.test(after)) return before.trimEnd() + after.trimStart();
  const isMixed =
    (NAME_LAST.test(before) && /^\p{Script=Han}/u.test(after)) ||
    (/\p{Script=Han}$/u.test(before) && NAME_FIRST.test(after));
  return isMixed ? `${before} ${after}` : before + after;
}

const HAN_LAST = /[\p{Script=Han}，。；：、（）] ?$/u;
const HAN_FIRST = /^ ?[\p{Script=Han}，。；：、（）]/u;
const NAME_LAST = /[A-Za-z0-9]$/;
const NAME_FIRST = /^[A-Za-z0-9]/;

/** Those with holes, the one that says most first. */
function patternsOf(phrases: Phrases): Pattern[] {
  return Object.entries(phrases)
    .map(([key, translation]) => ({ key, translation, literals: key.split(/\{\d\}/) }))
    .filter(({ literals }) => literals.length > 1)
    .sort((one, other) => other.literals.join('').length - one.literals.join('').length)
    .map(({ key, translation }) => ({
      pattern: patternOf(key),
      holes: [...key.matchAll(/\{(\d)\}/g)].map(([, number]) => Number(number)),
      translation,
    }));
}

/** What texts with something in its holes are like. */
export const patternOf = (key: string): RegExp =>
  new RegExp(
    `^${key
      .split(/\{\d\}/)
      .map(escaped)
      .join('(.+?)')}$`,
    's',
  );

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
