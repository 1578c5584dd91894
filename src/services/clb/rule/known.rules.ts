import type { Rule } from '#core/action.ts';
import { clbRefusals } from '../refusals.ts';

/** Of the rules that a request names, one that the listener does not have. */
export interface KnownFacts {
  readonly unknown: string | undefined;
}

export const rulesAreKnown: Rule<KnownFacts> = {
  refusal: clbRefusals.RuleNotFound,
  broken: ({ unknown }) => unknown !== undefined,
  because: ({ unknown }) =>
    unknown === undefined ? 'the listener has the rules' : `the listener has no rule ${unknown}`,
};
