import { askControl } from './control.ts';
import { CliError } from './error.ts';
import { type ControlTokenOptions, controlTokenOf } from './secrets.ts';

export interface ExplainOptions extends ControlTokenOptions {
  readonly endpoint: string;
  readonly region?: string;
  readonly account?: string;
  readonly json?: boolean;
}

interface Verdict {
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
  const { body, subject } = await askControl(
    options.endpoint,
    `explain?${query}`,
    controlTokenOf(options),
  );
  const refusal = body?.ResponseMetadata?.Error;
  if (refusal !== undefined) {
    const about = subject === '' ? '' : ` (${subject})`;
    throw new CliError(`${refusal.Code}: ${refusal.Message}${about}`);
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
  const width = Math.max(0, ...Verdicts.map(({ code }) => code.length));
  for (const { verdict, code, because } of Verdicts) {
    console.log(`${MARKS[verdict].padStart(3)}  ${code.padEnd(width)}  ${because}`);
  }
  const first = Verdicts.find(({ verdict }) => verdict === 'fail');
  console.log(
    first === undefined
      ? `\n${Action} would be carried out.`
      : `\n${Action} would be refused: ${first.code}: ${first.message}`,
  );
}

function parameters(action: string, given: readonly string[]): Record<string, string> {
  const long = SHORT[action];
  if (long === undefined) {
    return { Action: action, ...Object.fromEntries(given.map(pair)) };
  }
  const [interfaceId, instanceId, ...rest] = given;
  if (interfaceId === undefined || instanceId === undefined || rest.length > 0) {
    throw new CliError(`explain ${action} takes an interface and an instance: eni-... i-...`);
  }
  return { Action: long, NetworkInterfaceId: interfaceId, InstanceId: instanceId };
}

function pair(text: string): [string, string] {
  const equals = text.indexOf('=');
  if (equals < 1) throw new CliError(`[${text}] is not Name=Value`);
  return [text.slice(0, equals), text.slice(equals + 1)];
}
