import { styled } from './terminal.ts';

/** What became of a packet that wants an answer. */
export interface Delivery {
  readonly answered: boolean;
  /** The time until the answer; undefined when there was none. */
  readonly ms?: number;
  /** Where the data plane counted a drop meanwhile, in words. */
  readonly dropped?: string;
}

export interface PacketPath extends Delivery {
  readonly sender: string;
  readonly source: string;
  readonly to: string;
  /** Who has the address. */
  readonly whose: string;
}

const NAME = 10;
/** The longest address, and a space. */
const ADDRESS = 16;
const UNICODE = { line: '\u2500', head: '\u25b6', tail: '\u25c0', lost: '\u2573' };
const ASCII = { line: '-', head: '>', tail: '<', lost: 'x' };

/** A line for the packet and one for its answer, or for what became of it. */
export function drawPacket(path: PacketPath, unicode = hasUnicode(process.env)): string {
  const { sender, source, to, whose, answered, ms = 0, dropped } = path;
  const { line, head, tail, lost } = unicode ? UNICODE : ASCII;
  const bar = (count: number) => line.repeat(count);
  const from = `  ${sender.padEnd(NAME)}${source.padStart(ADDRESS - 3)} `;
  const there = ` ${to.padEnd(ADDRESS)}${whose}`;
  const gap = ' '.repeat(from.length);
  if (answered) {
    const sent = styled('green', `${bar(4)} ping ${bar(4)}${head}`);
    const back = styled('green', `${tail}${bar(3)} answer ${bar(3)}`);
    return `${from}${sent}${there}\n${gap}${back} ${`${ms.toFixed(2)} ms`}`;
  }
  const sent = styled('red', `${bar(4)} ping ${bar(2)}${lost}  `);
  const why = dropped === undefined ? 'nothing comes back' : `dropped ${dropped}`;
  return `${from}${sent}${there}\n${gap}${styled('yellow', why)}`;
}

/** Whether the terminal shows more than ASCII, as far as the environment says it. */
export function hasUnicode({ LC_ALL, LC_CTYPE, LANG }: NodeJS.ProcessEnv): boolean {
  return /utf-?8/i.test(LC_ALL || LC_CTYPE || LANG || '');
}
