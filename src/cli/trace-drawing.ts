import type { Packet, Passage, Receiver, Step } from '#packet/packet.ts';
import { printable, styled, widthOf, wrapped } from './terminal.ts';

/** What the control API answers: fields that do not apply are absent. */
export interface PassageAnswer {
  readonly arrives: boolean;
  readonly to?: Receiver;
  readonly sourceSeen?: string;
  readonly steps: Passage['steps'];
}

export interface PacketAnswer extends PassageAnswer {
  readonly packet: Omit<Packet, 'sourcePort'>;
  readonly reply?: PassageAnswer;
}

const MARKS = { pass: 'ok', drop: 'NO' } as const;
const COLOURS = { pass: 'green', drop: 'red' } as const;
/** The columns before a stage, and the fewest columns in which a reason is readable. */
const MARGIN = 5;
const LEAST_REASON = 30;

/** The packet, each step of its way and of its answer's, and what becomes of both. */
export function drawTrace(answer: PacketAnswer, unicode: boolean): string {
  const { packet, reply } = answer;
  const head = unicode ? '\u2500\u2500\u25b6' : '-->';
  const back = unicode ? '\u25c0\u2500\u2500' : '<--';
  const what = packet.port === 0 ? packet.protocol : `${packet.protocol} ${packet.port}`;
  const from = `${packet.from} ${packet.source}`;
  const all = [...answer.steps, ...(reply?.steps ?? [])];
  const lines = [
    `${from} ${head} ${packet.destination || 'nowhere'}  ${what}`,
    ...drawSteps(answer.steps, all),
  ];
  if (reply !== undefined && reply.steps.length > 0) {
    lines.push(`${from} ${back} ${packet.destination}  the answer`, ...drawSteps(reply.steps, all));
  }
  return [...lines, '', conclusion(answer)].join('\n');
}

/** A line for each step, or two where the terminal is too narrow for a table. */
function drawSteps(steps: readonly Step[], all: readonly Step[]): string[] {
  const stageWidth = Math.max(...all.map(({ stage }) => stage.length));
  const byWidth = Math.max(...all.map(({ by }) => by.length));
  const column = MARGIN + stageWidth + 2 + (byWidth > 0 ? byWidth + 2 : 0);
  const isTable = widthOf() >= column + LEAST_REASON;
  return steps.map(({ stage, verdict, by, because }) => {
    const mark = styled(COLOURS[verdict], MARKS[verdict].padStart(3));
    const id = printable(by);
    if (!isTable) {
      const indent = MARGIN + 2;
      const reason = wrapped(printable(because), widthOf(), indent);
      return `${mark}  ${stage}  ${id}`.trimEnd().concat(`\n${' '.repeat(indent)}${reason}`);
    }
    const name = byWidth > 0 ? `${id.padEnd(byWidth)}  ` : '';
    return `${mark}  ${stage.padEnd(stageWidth)}  ${name}${wrapped(printable(because), widthOf(), column)}`;
  });
}

function conclusion({ packet, arrives, to, sourceSeen, steps, reply }: PacketAnswer): string {
  if (!arrives || to === undefined) {
    return styled('red', `The packet does not arrive: ${stopped(steps)}.`);
  }
  const as = sourceSeen === packet.source ? '' : `, as from ${sourceSeen}`;
  const arrived = `The packet arrives at ${receiverWords(to)}${as}`;
  if (reply === undefined) return styled('green', `${arrived}.`);
  if (!reply.arrives || reply.to === undefined) {
    return styled(
      'yellow',
      `${arrived}, but the answer does not come back: ${stopped(reply.steps)}.`,
    );
  }
  const home = typeof reply.to === 'object' ? reply.to.nicId : reply.to;
  if (home !== packet.from) {
    return styled('yellow', `${arrived}, but the answer goes to ${receiverWords(reply.to)}.`);
  }
  return styled('green', `${arrived}, and the answer comes back.`);
}

function stopped(steps: readonly Step[]): string {
  const [first] = steps.filter(({ verdict }) => verdict === 'drop');
  return first === undefined ? 'nobody has its address' : `it is dropped by ${first.stage}`;
}

function receiverWords(to: Receiver): string {
  if (to === 'internet') return 'the internet';
  if (to === 'gateway') return 'the gateway';
  if (to === 'metadata') return 'the metadata service';
  return `${to.nicId} in ${to.instanceId}`;
}
