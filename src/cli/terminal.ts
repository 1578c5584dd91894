import { styleText } from 'node:util';

type Stream = NodeJS.WriteStream;
type Style = Parameters<typeof styleText>[0];

/**
 * `text` in a style, where `stream` is a terminal that knows colours. NO_COLOR, FORCE_COLOR and
 * TERM=dumb mean what they mean to Node.js itself.
 */
export const styled = (style: Style, text: string, stream: Stream = process.stdout): string =>
  styleText(style, text, { stream });

/** How wide lines may be: a pipe, which wants one line for one thing, has no limit. */
export const widthOf = (stream: Stream = process.stdout): number =>
  stream.isTTY ? stream.columns || 80 : Number.POSITIVE_INFINITY;

/** Breaks `text` between words, so that no line but one of a single long word is over `width`. */
export function wrapped(text: string, width: number, indent = 0): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || indent + last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.join(`\n${' '.repeat(indent)}`);
}

/** Says on standard error what is wrong, with each line as wide as the terminal is. */
export function complain(message: string): void {
  const lines = message.split('\n').map((line) => wrapped(line, widthOf(process.stderr) - 7));
  console.error(`${styled('red', 'tenon:', process.stderr)} ${lines.join('\n')}`);
}

const GONE = ['EPIPE', 'EIO', 'ERR_STREAM_DESTROYED'];

/**
 * A reader that goes away (`tenon serve | head`, a terminal that is closed) ends what is written to
 * it, and not the program. `whenGone` is told of standard output.
 */
export function outliveReaders(whenGone: () => void = () => {}): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (!GONE.includes(error.code ?? '')) throw error;
      if (stream === process.stdout) whenGone();
    });
  }
}
