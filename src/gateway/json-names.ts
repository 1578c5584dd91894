const BACKSLASH = 0x5c;

/** What {@link scanJson} may find wrong with a text before it is parsed. */
export type JsonFault =
  | { readonly is: 'too many values' }
  /** One object has this name twice. */
  | { readonly is: 'a name given twice'; readonly name: string };

/**
 * Scans JSON text without parsing it, because the parsed value takes many times the memory of the
 * text. Counts its values, and finds names that an object has twice: JSON.parse would keep the last
 * one. Reads the text once. It does not check whether the text is JSON: JSON.parse does.
 */
export function scanJson(text: string, mostValues: number): JsonFault | undefined {
  let values = 0;
  /** The names of each object that is open; undefined for a list. */
  const open: (Set<string> | undefined)[] = [];
  let nameMayFollow = false;
  for (let at = 0; at < text.length; at++) {
    switch (text[at]) {
      case '"': {
        const end = endOfString(text, at);
        const names = open.at(-1);
        if (nameMayFollow && names) {
          const name = nameIn(text.slice(at, end));
          if (names.has(name)) return { is: 'a name given twice', name };
          names.add(name);
        }
        nameMayFollow = false;
        at = end - 1;
        break;
      }
      case '{':
      case '[':
        open.push(text[at] === '{' ? new Set() : undefined);
        nameMayFollow = true;
        values += 1;
        break;
      case '}':
      case ']':
        open.pop();
        nameMayFollow = false;
        break;
      case ',':
        nameMayFollow = true;
        values += 1;
        break;
    }
    if (values > mostValues) return { is: 'too many values' };
  }
  return undefined;
}

/**
 * The index after the closing quote of the string that begins at `start`, or the end of the text.
 */
function endOfString(text: string, start: number): number {
  for (let from = start + 1; ; ) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return text.length;
    let escapes = 0;
    while (text.charCodeAt(quote - 1 - escapes) === BACKSLASH) escapes += 1;
    if (escapes % 2 === 0) return quote + 1;
    from = quote + 1;
  }
}

/** The name in a quoted string, which may contain escapes. */
function nameIn(quoted: string): string {
  if (!quoted.includes('\\')) return quoted.slice(1, -1);
  try {
    return JSON.parse(quoted);
  } catch {
    // JSON.parse will refuse the whole text.
    return quoted;
  }
}
