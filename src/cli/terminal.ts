import { styleText } from 'node:util';
import { localized } from './language.ts';
import { columnsOf, partsOf } from './width.ts';
import type { Subject } from './zh/index.ts';

type Stream = NodeJS.WriteStream;
type Style = Parameters<typeof styleText>[0];

/**
 * Styles `text` if `stream` is a terminal with colours. NO_COLOR, FORCE_COLOR and TERM=dumb work as
 * in Node.js itself.
 */
export const styled = (style: Style, text: string, stream: Stream = process.stdout): string =>
  styleText(style, text, { stream });

/** How wide lines may be. A pipe has no limit: its reader wants one line per item. */
export const widthOf = (stream: Stream = process.stdout): number =>
  stream.isTTY ? stream.columns || 80 : Number.POSITIVE_INFINITY;

/**
 * Breaks `text` between words, and between Chinese letters, so that no line is over `width`, except
 * one with a single long word.
 */
export function wrapped(text: string, width: number, indent = 0): string {
  const lines: string[] = [];
  let used = 0;
  for (const word of text.split(' ')) {
    for (const [at, part] of partsOf(word).entries()) {
      const gap = at === 0 && lines.length > 0 ? ' ' : '';
      const columns = columnsOf(part);
      if (lines.length === 0 || indent + used + gap.length + columns > width) {
        lines.push(part);
        used = columns;
      } else {
        lines[lines.length - 1] += gap + part;
        used += gap.length + columns;
      }
    }
  }
  return lines.join(`\n${' '.repeat(indent)}`);
}

/**
 * Text of somebody else's that may be shown: without characters that would move the cursor or
 * change colours.
 */
export const printable = (text: string): string =>
  text.replaceAll(/\p{Cc}/gu, (control) =>
    JSON.stringify(control)
      .slice(1, -1)
      .replace(/^[\x7f-\x9f]$/, '?'),
  );

/** Prints an error on standard error, wrapped to the width of the terminal. */
export function complain(message: string, subject: Subject = 'errors'): void {
  const lines = localized(message, subject)
    .split('\n')
    .map((line) => wrapped(line, widthOf(process.stderr) - 7));
  console.error(`${styled('red', 'tenon:', process.stderr)} ${lines.join('\n')}`);
}

const GONE = ['EPIPE', 'EIO', 'ERR_STREAM_DESTROYED'];

/**
 * When a reader goes away (`tenon serve | head`, a closed terminal), output to it stops, but the
 * program goes on. `whenGone` is called for standard output.
 */
export function outliveReaders(whenGone: () => void = () => {}): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (!GONE.includes(error.code ?? '')) throw error;
      if (stream === process.stdout) whenGone();
    });
  }
}
