import type { Refusal } from '#core/refusal.ts';

/** Every refusal of the billing service that is not worded by the product's own: docs/limits.md. */
export const billingRefusals = {
  ProductUnsupported: {
    http: 400,
    code: 'InvalidProduct.NotSupport',
    message: 'The specified product does not support this operation.',
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
