import type { ControlAnswer } from './control.ts';
import { CliError, UsageError } from './error.ts';

/** Throws what a server's control API has refused, as wrong usage where it was a question of that. */
export function refusedBy({ status, body, subject }: ControlAnswer): void {
  const refusal = body?.ResponseMetadata?.Error;
  if (refusal === undefined) return;
  const about = subject === '' ? '' : ` (${subject})`;
  const Mistake = status === 400 ? UsageError : CliError;
  throw new Mistake(`${refusal.Code}: ${refusal.Message}${about}`);
}
