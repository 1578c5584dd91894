import { askControl } from './control.ts';
import { CliError, UsageError } from './error.ts';
import { localized } from './language.ts';
import { type ControlTokenOptions, controlTokenOf } from './secrets.ts';
import { styled, widthOf, wrapped } from './terminal.ts';

export interface ExplainOptions extends ControlTokenOptions {
  readonly endpoint: string;
  readonly region?: string;
  readonly account?: string;
  readonly json?: boolean;
}

export interface Verdict {
  readonly verdict: 'pass' | 'fail' | 'unknown';
  readonly code: string;
  readonly message: string;
  readonly because: string;
}

const SHORT: Readonly<Record<string, string>> = {
  attach: 'AttachNetworkInterface',
  detach: 'DetachNetworkInterface',
};
const MARKS = { pass: 'ok', fail: 'NO', unknown: '?' } as const;
const COLOURS = { pass: 'green', fail: 'red', unknown: 'yellow' } as const;
/** The columns before a code, and the fewest columns in which a reason is readable. */
const MARGIN = 5;
const LEAST_REASON = 30;

/**
 * Prints each precondition of an action with its verdict. Exit code 0: the request would be
 * carried out; 1: it would be refused.
 */
export async function explain(
  action: string,
  given: readonly string[],
  options: ExplainOptions,
): Promise<void> {
  const query = new URLSearchParams(parameters(action, given));
  if (options.region !== undefined) query.set('Region', options.region);
  if (options.account !== undefined) query.set('AccountId', options.account);
  const { status, body, subject } = await askControl(
    options.endpoint,
    `explain?${query}`,
    controlTokenOf(options),
  );
  const refusal = body?.ResponseMetadata?.Error;
  if (refusal !== undefined) {
    // A question that cannot be asked is wrong usage; a server that refuses to answer is not.
    const Mistake = status === 400 || status === 404 ? UsageError : CliError;
    const about = subject === '' ? '' : ` (${subject})`;
    throw new Mistake(`${refusal.Code}: ${refusal.Message}${about}`);
  }
  const { Action, Allowed, Verdicts } = (body.Result ?? body) as {
    Action: string;
    Allowed: boolean;
    Verdicts: Verdict[];
  };
  if (!Allowed) process.exitCode = 1;
  if (options.json) {
    console.log(JSON.stringify({ Action, Allowed, Verdicts }, null, 2));
    return;
  }
  console.log(drawVerdicts(Verdicts));
  const first = Verdicts.find(({ verdict }) => verdict === 'fail');
  console.log(`\n${verdictOf(Action, first)}`);
}

/** What would happen to the request; a pipe gets it in one line. */
function verdictOf(action: string, first: Verdict | undefined): string {
  if (first === undefined)
    return styled('green', localized(`${action} would be carried out.`, 'told'));
  const width = widthOf();
  const head = styled('red', localized(`${action} would be refused:`, 'told'));
  const lines = [`${first.code}: ${first.message}`, ...explanationOf(first.message)];
  const gap = width === Number.POSITIVE_INFINITY ? ' ' : '\n';
  return [head, ...lines.map((line) => wrapped(line, width))].join(gap);
}

/** What the vendor's page says of a refusal in the language that is spoken, beside its message. */
export function explanationOf(message: string): string[] {
  const explanation = localized(message, 'refusals');
  return explanation === message ? [] : [explanation];
}

/** Each precondition with its mark and the fact that decides. */
export const drawVerdicts = (verdicts: readonly Verdict[]): string =>
  verdicts.map(layout(verdicts)).join('\n');

/** A line for each verdict, or two where the terminal is too narrow for a table. */
function layout(verdicts: readonly Verdict[]): (verdict: Verdict) => string {
  const width = Math.max(0, ...verdicts.map(({ code }) => code.length));
  const isTable = widthOf() >= MARGIN + width + 2 + LEAST_REASON;
  const indent = isTable ? MARGIN + width + 2 : MARGIN + 2;
  return ({ verdict, code, because }) => {
    const mark = styled(COLOURS[verdict], MARKS[verdict].padStart(3));
    const reason = wrapped(localized(because, 'reasons'), widthOf(), indent);
    const gap = isTable ? ' '.repeat(width - code.length + 2) : `\n${' '.repeat(indent)}`;
    return `${mark}  ${code}${because === '' ? '' : gap}${reason}`;
  };
}

function parameters(action: string, given: readonly string[]): Record<string, string> {
  const long = SHORT[action];
  if (long === undefined) {
    return { Action: action, ...Object.fromEntries(given.map(pair)) };
  }
  const [interfaceId, instanceId, ...rest] = given;
  if (interfaceId === undefined || instanceId === undefined || rest.length > 0) {
    throw new UsageError(`explain ${action} takes an interface and an instance: eni-... i-...`);
  }
  return { Action: long, NetworkInterfaceId: interfaceId, InstanceId: instanceId };
}

function pair(text: string): [string, string] {
  const equals = text.indexOf('=');
  if (equals < 1) throw new UsageError(`[${text}] is not Name=Value`);
  return [text.slice(0, equals), text.slice(equals + 1)];
}
