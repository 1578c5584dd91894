/*
 * How wide text is in a terminal, and where a line of it may end. Chinese, Japanese and Korean
 * letters take two columns, and lines may end between them without a space.
 */

/** Letters and signs of two columns. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u;
/** What takes no column: a mark on the letter before it, or what joins letters. */
const NO_COLUMN = /[\p{Mn}\p{Me}\p{Cf}]/u;

/** How many columns `text` takes, which has no control characters. */
export function columnsOf(text: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is the common case.
  if (/^[\x00-\x7f]*$/.test(text)) return text.length;
  let columns = 0;
  for (const letter of text) {
    if (WIDE.test(letter)) columns += 2;
    else if (!NO_COLUMN.test(letter)) columns += 1;
  }
  return columns;
}

/** Signs that no line begins with, and signs that no line ends with. */
const CLOSING = /^[，。、；：？！）》」』】〉…]$/;
const OPENING = /^[（《「『【〈]$/;

/** A word's parts between which a line may end. */
export function partsOf(word: string): string[] {
  const parts: string[] = [];
  let before = '';
  for (const letter of word) {
    const mayEnd =
      (WIDE.test(letter) || WIDE.test(before)) && !CLOSING.test(letter) && !OPENING.test(before);
    if (before === '' || mayEnd) parts.push(letter);
    else parts[parts.length - 1] += letter;
    before = letter;
  }
  return parts;
}
