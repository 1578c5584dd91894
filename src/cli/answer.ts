import type { ControlAnswer } from './control.ts';
import { CliError, UsageError } from './error.ts';
import { type ControlTokenOptions, controlTokenOf } from './secrets.ts';

/** What a command that asks a running server's control API takes. */
export interface AskOptions extends ControlTokenOptions {
  readonly endpoint: string;
  readonly json?: boolean;
}

/** The body of an answer. @throws UsageError for what makes no sense, CliError for any other refusal. */
export function bodyOf<T>({ status, body }: ControlAnswer): T {
  const refusal = body?.ResponseMetadata?.Error;
  if (refusal === undefined) return body as T;
  const Mistake = status === 400 ? UsageError : CliError;
  throw new Mistake(`${refusal.Code}: ${refusal.Message}`);
}

/** Asks, and prints the answer as JSON, or as `told` puts it. @throws CliError for a refusal. */
export async function askAndTell<T>(
  options: AskOptions,
  ask: (endpoint: string, token: string | undefined) => Promise<ControlAnswer>,
  told: (body: T) => string,
): Promise<void> {
  const body = bodyOf<T>(await ask(options.endpoint, controlTokenOf(options)));
  console.log(options.json ? JSON.stringify(body, null, 2) : told(body));
}

/** Lines whose columns stand under each other. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) =>
    Math.max(...rows.map((row) => row[at]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((text, at) => text.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
