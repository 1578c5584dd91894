import { askControl } from './control.ts';
import { CliError, UsageError } from './error.ts';
import { hasUnicode } from './packet-drawing.ts';
import { type ControlTokenOptions, controlTokenOf } from './secrets.ts';
import { drawTrace, type PacketAnswer } from './trace-drawing.ts';

export interface PacketOptions extends ControlTokenOptions {
  readonly endpoint: string;
  readonly source?: string;
  readonly region?: string;
  readonly account?: string;
  readonly json?: boolean;
}

/** Prints what becomes of a packet. Exit code 0: it arrives; 1: it does not. */
export async function packet(
  from: string,
  to: string,
  protocol: string | undefined,
  port: string | undefined,
  options: PacketOptions,
): Promise<void> {
  const { source, region, account } = options;
  const query = new URLSearchParams({ from, to });
  for (const [name, value] of Object.entries({ source, protocol, port, region, account })) {
    if (value !== undefined) query.set(name, value);
  }
  const answered = await askControl(options.endpoint, `packet?${query}`, controlTokenOf(options));
  const refusal = answered.body?.ResponseMetadata?.Error;
  if (refusal !== undefined) {
    // A question that cannot be asked is wrong usage; a server that refuses to answer is not.
    const { status } = answered;
    const Mistake = status === 400 || status === 404 ? UsageError : CliError;
    throw new Mistake(`${refusal.Code}: ${refusal.Message}`);
  }
  const answer = answered.body as PacketAnswer;
  if (!answer.arrives) process.exitCode = 1;
  if (options.json) console.log(JSON.stringify(answer, null, 2));
  else console.log(drawTrace(answer, hasUnicode(process.env)));
}
