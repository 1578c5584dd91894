import type { RequestView } from '#history/history.ts';
import { askControl } from './control.ts';
import { CliError } from './error.ts';
import { drawVerdicts, explanationOf } from './explain.ts';
import { localized } from './language.ts';
import { refusedBy } from './refused-by.ts';
import { type ControlTokenOptions, controlTokenOf } from './secrets.ts';
import { printable, styled, widthOf, wrapped } from './terminal.ts';

export interface WhyOptions extends ControlTokenOptions {
  readonly endpoint: string;
  readonly json?: boolean;
}

/** Prints what a request asked, what was wrong with it and what came of it. */
export async function why(requestId: string, options: WhyOptions): Promise<void> {
  const token = controlTokenOf(options);
  const path = `requests/${encodeURIComponent(requestId)}`;
  const answer = await askControl(options.endpoint, path, token);
  refusedBy(answer);
  if (options.json) {
    console.log(JSON.stringify(answer.body, null, 2));
    return;
  }
  const [request] = shown(answer.body.requests) as RequestView[];
  if (request === undefined) throw new CliError('the server answers without the request');
  console.log(describe(request).join('\n'));
}

const told = (text: string): string => localized(text, 'told');

/** All texts of a value as they may be printed. */
function shown(value: unknown): unknown {
  if (typeof value === 'string') return printable(value);
  if (Array.isArray(value)) return value.map(shown);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [printable(name), shown(part)]),
  );
}

function describe(request: RequestView): string[] {
  const { service, action, account, region, time, parameters, verdicts, unread, meant } = request;
  const where = region === '' ? '' : ` in ${region}`;
  const who = account === '' ? 'nobody who is known' : `account ${account}`;
  const lines = [
    wrapped(
      told(`${action || 'No action'} of ${service}${where}, asked by ${who} at ${time}`),
      widthOf(),
    ),
    outcomeOf(request),
  ];
  const given = Object.entries(parameters ?? {});
  if (parameters === null) lines.push('', told('Its parameters were too long to be kept.'));
  else if (given.length > 0) lines.push('', told('Parameters:'), ...table(given));
  if (unread.length > 0) {
    lines.push(
      '',
      told('Sent, and read by nobody:'),
      ...unread.map((name) => unreadLine(name, meant[name])),
    );
  }
  if (verdicts.length > 0)
    lines.push('', told('Preconditions at that moment:'), drawVerdicts(verdicts));
  const settled = settledOf(request);
  if (settled !== '') lines.push('', wrapped(told(settled), widthOf()));
  return lines;
}

function outcomeOf({ status, code, message = '', parameter, reason, ms }: RequestView): string {
  const took = ms === null ? '' : `, after ${ms} ms`;
  if (code === '') return styled('green', told(`It was carried out: ${status}${took}.`));
  const about = [parameter, localized(reason ?? '', 'reasons')].filter(Boolean).join(': ');
  const head = styled('red', told(`It was refused: ${status} ${code}${took}.`));
  return [
    head,
    ...[message, ...explanationOf(message)].map((line) => wrapped(line, widthOf())),
    ...(about === '' ? [] : [wrapped(about, widthOf())]),
  ].join('\n');
}

function table(given: readonly (readonly [string, unknown])[]): string[] {
  const width = Math.max(...given.map(([name]) => name.length));
  return given.map(([name, value]) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return `  ${name.padEnd(width)}  ${wrapped(text, widthOf(), width + 4)}`;
  });
}

function unreadLine(name: string, meant: string | undefined): string {
  const guess = meant === undefined ? '' : `: ${told(`did you mean ${styled('bold', meant)}?`)}`;
  return `  ${styled('yellow', name)}${guess}`;
}

function settledOf({ settled }: RequestView): string {
  switch (settled?.state) {
    case 'pending':
      return 'What it began is on its way.';
    case 'settled':
      return 'What it began has settled.';
    case 'failed':
      return `What it began was undone: ${settled.reason}.`;
    case 'ended':
      return 'What it began is over; a later request came before it, or another process settled it.';
    default:
      return '';
  }
}
