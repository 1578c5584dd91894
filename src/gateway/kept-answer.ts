import type { Action } from '#core/action.ts';
import { refuse } from '#core/refusal.ts';
import { gatewayRefusals } from './refusals.ts';

/** The text of an answer as it is kept for its ClientToken: without what is told only once. */
export function toKeep({ secrets }: Action, answer: object): string {
  const kept = Object.entries(answer).filter(([name]) => !secrets.includes(name));
  return JSON.stringify(Object.fromEntries(kept));
}

/**
 * The answer that was kept. If it contained a secret it cannot be repeated: a client would take the
 * incomplete answer for a complete one, and keep an empty key.
 * @throws Refused, with a message that says what was made.
 */
export function fromKept({ name, secrets }: Action, text: string): object {
  const kept = JSON.parse(text) as Record<string, unknown>;
  if (secrets.length === 0) return kept;
  const made = Object.entries(kept)
    .filter(([field]) => !secrets.includes(field))
    .map(([field, value]) => `${field} ${value}`);
  return refuse(gatewayRefusals.SecretNotKept, name, made.join(', '), secrets.join(', '));
}
