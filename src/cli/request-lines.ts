import type { RequestView } from '#history/history.ts';
import { askControl } from './control.ts';
import { refusedBy } from './refused-by.ts';
import { type ControlTokenOptions, controlTokenOf } from './secrets.ts';
import { printable, styled, widthOf } from './terminal.ts';

export interface RequestsOptions extends ControlTokenOptions {
  readonly endpoint: string;
  readonly follow?: boolean;
  readonly account?: string;
  readonly action?: string;
  readonly code?: string;
  readonly limit?: number;
  readonly json?: boolean;
}

/** The latest requests, the latest first. @throws CliError */
export async function latest(
  options: RequestsOptions,
  limit: number,
): Promise<{ requests: RequestView[] }> {
  const query = new URLSearchParams({ limit: String(limit) });
  for (const name of ['account', 'action', 'code'] as const) {
    const value = options[name];
    if (value !== undefined) query.set(name, value);
  }
  const answer = await askControl(options.endpoint, `requests?${query}`, controlTokenOf(options));
  refusedBy(answer);
  return answer.body;
}

/** What a line shows. */
export type Shown = Pick<
  RequestView,
  'requestId' | 'time' | 'account' | 'service' | 'action' | 'status' | 'code' | 'ms'
>;

export function print(shown: readonly Shown[]): void {
  for (const each of shown) console.log(line(each, widthOf()));
}

/** From so many columns on a line has account and duration, too. */
const WIDE = 120;

/** One request in one line: the RequestId is always whole, since `tenon why` takes it. */
export function line(shown: Shown, width: number): string {
  const { requestId, time, account, service, action, status, code, ms } = shown;
  const clock = /T(\d\d:\d\d:\d\d)/.exec(time)?.[1] ?? time;
  const head = `${clock}  ${status}  ${requestId}  `;
  const more = width >= WIDE ? `${(account || '-').padEnd(12)}${took(ms).padStart(9)}  ` : '';
  const what = [`${printable(service)}:${printable(action) || '-'}`, printable(code)]
    .filter(Boolean)
    .join('  ');
  const text = cut(what, width - head.length - more.length);
  const coloured = status < 400 ? text : styled('red', text);
  return `${head}${more}${coloured}`;
}

const took = (ms: number | null): string => (ms === null ? '-' : `${ms.toFixed(1)} ms`);

const cut = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, Math.max(0, most - 1))}…`;
