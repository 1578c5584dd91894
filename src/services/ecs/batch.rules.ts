import type { Rule } from '#core/action.ts';

/**
 * Applies the rules of one resource to several at once, all or none: a rule that is broken for one
 * of them is broken.
 */
export function batchRules<F>(
  rules: readonly Rule<F>[],
): readonly Rule<{ readonly each: readonly F[] }>[] {
  return rules.map((rule) => ({
    refusal: rule.refusal,
    parameter: typeof rule.parameter === 'function' ? undefined : rule.parameter,
    broken: ({ each }) => each.some((one) => rule.broken(one)),
    because: ({ each }) => {
      const decisive = each.find((one) => rule.broken(one)) ?? each[0];
      return decisive === undefined ? 'none is named' : rule.because(decisive);
    },
  }));
}
