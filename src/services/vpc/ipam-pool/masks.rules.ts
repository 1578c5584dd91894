import type { Rule } from '#core/action.ts';
import { vpcRefusals } from '../refusals.ts';

/** The masks of a pool's allocations as they will be, -1 for none. */
export interface MasksFacts {
  readonly masks:
    | {
        readonly fallback: number;
        readonly min: number;
        readonly max: number;
        readonly longest: number;
      }
    | undefined;
}

const NONE = -1;

/** They fit the IP version, the least is not above the most, and the default one is between them. */
export const masksFit: Rule<MasksFacts> = {
  refusal: vpcRefusals.IpamPoolMaskMalformed,
  parameter: 'AllocationDefaultCidrMask',
  broken({ masks }) {
    if (masks === undefined) return undefined;
    const { fallback, min, max, longest } = masks;
    if (Math.max(fallback, min, max) > longest) return true;
    const most = max === NONE ? longest : max;
    return min > most || (fallback !== NONE && (fallback < min || fallback > most));
  },
  because: ({ masks }) =>
    masks === undefined
      ? 'there is no pool'
      : `the masks are ${masks.min}, ${masks.fallback} and ${masks.max} of ${masks.longest}`,
};
