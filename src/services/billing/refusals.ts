import type { Refusal } from '#core/refusal.ts';

/**
 * Every refusal of the billing service itself; the others are the product's. See docs/limits.md.
 */
export const billingRefusals = {
  ProductUnsupported: {
    http: 400,
    code: 'InvalidProduct.NotSupport',
    message: 'The specified product does not support this operation.',
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
