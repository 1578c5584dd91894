/* What a page has in every language: its headings, and below each its blocks. */

/** A heading, and what stands below it. */
export interface Section {
  readonly heading: string;
  readonly level: number;
  /**
   * Each block, reduced to what it must have in every language: its code, its columns, its words in
   * code.
   */
  readonly blocks: readonly string[];
}

const FENCE = /^```(\w*)$/;
const ITEM = /^(?:-|\d+\.) /;
const COMMENT = /(?<=^|\s)(?:#|\/\/) .*$/;

/** The sections of a page of Markdown. Comments in its own code may be translated; files that it shows may not. */
export function outline(page: string): Section[] {
  const sections: { heading: string; level: number; blocks: string[] }[] = [];
  const add = (block: string) => sections.at(-1)?.blocks.push(block);
  const lines = page.split('\n');
  let shown = false;
  for (let at = 0; at < lines.length; ) {
    const start = at;
    const line = lines[at++] ?? '';
    const rest = (goesOn: (next: string) => boolean) => {
      while (at < lines.length && goesOn(lines[at] ?? '')) at++;
      return lines.slice(start, at).join('\n');
    };
    const [, hashes = '', heading = ''] = /^(#+) (.*)$/.exec(line) ?? [];
    const fence = FENCE.exec(line);
    if (hashes !== '') sections.push({ heading, level: hashes.length, blocks: [] });
    else if (fence) {
      const code = rest((next) => next !== '```').split('\n');
      at++;
      const kept = shown ? code : code.map((text) => text.replace(COMMENT, '').trimEnd());
      add(`code:\n${kept.join('\n')}`);
    } else if (line.startsWith('<!--')) add(line);
    else if (line.startsWith('|')) {
      if (!/^[|-]+$/.test(line)) add(`row of ${line.split(/(?<!\\)\|/).length - 2}${codeOf(line)}`);
    } else if (ITEM.test(line)) add(`item${codeOf(rest((next) => /^ +\S/.test(next)))}`);
    else if (line !== '') add(`paragraph${codeOf(rest((next) => /^[^|#`<-]|^`[^`]/.test(next)))}`);
    shown = line.startsWith('<!-- shows ');
  }
  return sections;
}

/** Commands, names and values are the same in every language, in any order. */
function codeOf(text: string): string {
  const words = [...text.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word.replace(/\s+/g, ' '));
  return [...new Set(words)]
    .sort()
    .map((word) => ` \`${word}\``)
    .join('');
}

/**
 * What either of two pages lacks that the other has, each with the heading below which it stands.
 */
export function differences(
  [one, ofOne]: readonly [name: string, page: string],
  [other, ofOther]: readonly [name: string, page: string],
): string[] {
  const said: string[] = [];
  const lacking = (name: string, of: string, heading: string, what: string) =>
    said.push(`${name} lacks of ${of}, "${heading}": ${what}`);
  for (const [mine, its] of aligned(outline(ofOne), outline(ofOther), likeness)) {
    if (!its) lacking(other, one, mine?.heading ?? '', 'the section');
    else if (!mine) lacking(one, other, its.heading, 'the section');
    else {
      for (const [block, itsBlock] of aligned(mine.blocks, its.blocks, same)) {
        if (itsBlock === undefined) lacking(other, one, mine.heading, `${block}`);
        else if (block === undefined) lacking(one, other, its.heading, itsBlock);
      }
    }
  }
  return said;
}

const same = (one: string, other: string) => (one === other ? 1 : 0);

/**
 * How well two sections match: sections of one level always do, and the more blocks they share, the
 * better.
 */
function likeness(one: Section, other: Section): number {
  if (one.level !== other.level) return 0;
  const shared = one.blocks.filter((block) => other.blocks.includes(block)).length;
  const title = one.heading === other.heading ? 1 : 0;
  return 0.1 + (title + shared) / (1 + Math.max(one.blocks.length, other.blocks.length));
}

/**
 * Pairs the items of two lists, in their order, so that the pairs are as alike as possible; an item
 * without a match stays alone.
 */
function aligned<T>(
  one: readonly T[],
  other: readonly T[],
  like: (one: T, other: T) => number,
): [T | undefined, T | undefined][] {
  const width = other.length + 1;
  const best = new Float64Array((one.length + 1) * width);
  const at = (i: number, j: number) => best[i * width + j] ?? 0;
  const paired = (i: number, j: number) => {
    const likeThem = like(one[i] as T, other[j] as T);
    return likeThem > 0 ? likeThem + at(i + 1, j + 1) : 0;
  };
  for (let i = one.length - 1; i >= 0; i--) {
    for (let j = other.length - 1; j >= 0; j--) {
      best[i * width + j] = Math.max(paired(i, j), at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: [T | undefined, T | undefined][] = [];
  let [i, j] = [0, 0];
  while (i < one.length || j < other.length) {
    const both = i < one.length && j < other.length;
    if (both && paired(i, j) > 0 && at(i, j) === paired(i, j)) pairs.push([one[i++], other[j++]]);
    else if (i < one.length && (!both || at(i, j) === at(i + 1, j))) {
      pairs.push([one[i++], undefined]);
    } else pairs.push([undefined, other[j++]]);
  }
  return pairs;
}
