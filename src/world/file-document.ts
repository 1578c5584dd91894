import type { Document, LineCounter, Node } from 'yaml';
import type { Path, Problems, SourcePosition } from './file-problems.ts';

/** A YAML or JSON text as a value, with the position of everything in it. */
export interface ParsedDocument {
  readonly value: unknown;
  /** The position of the value at `path`, or the position where it is missing. */
  place(path: Path): SourcePosition;
}

/**
 * Reads a YAML text. Undefined when its syntax is too broken to go on; `problems` says why. The
 * parser is loaded when it is needed: a server without a world file does not pay for it.
 */
export async function parseDocument(
  file: string,
  text: string,
  problems: Problems,
): Promise<ParsedDocument | undefined> {
  const yaml = await import('yaml');
  const lines = new yaml.LineCounter();
  const document = yaml.parseDocument(text, { lineCounter: lines, prettyErrors: false });
  for (const { pos, message } of [...document.errors, ...document.warnings]) {
    problems.add({ file, ...positionOf(lines, pos[0]) }, [], withoutText(message));
  }
  // After a duplicate key the rest is still readable; after any other error it is not.
  if (document.errors.some(({ code }) => code !== 'DUPLICATE_KEY')) return undefined;
  try {
    return {
      value: document.toJS(),
      place: (path) => ({ file, ...positionOf(lines, offsetOf(yaml, document, path)) }),
    };
  } catch (error) {
    // An alias without an anchor, or an endless chain of aliases.
    problems.add({ file, line: 1, column: 1 }, [], withoutText((error as Error).message));
    return undefined;
  }
}

function offsetOf(
  { isAlias, isMap, isScalar, isSeq }: typeof import('yaml'),
  document: Document,
  path: Path,
): number {
  let node: unknown = document.contents;
  let offset = startOf(node);
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === `${step}`);
      if (pair === undefined) break;
      offset = startOf(pair.key);
      node = pair.value;
    } else if (isSeq(node)) {
      const item = node.items[Number(step)];
      if (item === undefined) break;
      offset = startOf(item);
      node = item;
    } else {
      break;
    }
  }
  return offset;
}

const startOf = (node: unknown): number => (node as Node | null)?.range?.[0] ?? 0;

function positionOf(lines: LineCounter, offset: number): { line: number; column: number } {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

/** After a colon the parser quotes the file, which may contain a secret. */
const withoutText = (message: string): string => message.split(/\n|: /, 1)[0] ?? message;
