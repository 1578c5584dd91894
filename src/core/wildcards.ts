/** `*` stands for any run of characters, `?` for any one; everything else for itself. */
export function matches(pattern: string, text: string): boolean {
  let at = 0;
  let place = 0;
  /** The last `*`, and what of the text it does not reach yet: it is widened where the rest fails. */
  let star = -1;
  let beyond = 0;
  while (place < text.length) {
    const sign = pattern[at];
    if (sign === '*') {
      star = at;
      beyond = place;
      at += 1;
    } else if (sign !== undefined && (sign === '?' || sign === text[place])) {
      at += 1;
      place += 1;
    } else if (star >= 0) {
      beyond += 1;
      at = star + 1;
      place = beyond;
    } else {
      return false;
    }
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}
