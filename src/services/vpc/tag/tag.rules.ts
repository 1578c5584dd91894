import type { Rule } from '#core/action.ts';
import { vpcRefusals } from '../refusals.ts';

export interface BearersFacts {
  /** A named resource that the caller does not own. */
  readonly missing: string | undefined;
}

export interface TagFacts extends BearersFacts {
  /** A resource that would get more tags than it may have, if there is one. */
  readonly full: string | undefined;
  readonly allowed: number;
}

export const untagRules: readonly Rule<BearersFacts>[] = [
  {
    refusal: vpcRefusals.TaggedResourceNotFound,
    broken: ({ missing }) => missing !== undefined,
    because: ({ missing }) =>
      missing ? `there is no such resource as ${missing}` : 'every resource exists',
  },
];

/** The preconditions of TagResources; the order is ours. */
export const tagRules: readonly Rule<TagFacts>[] = [
  ...untagRules,
  {
    refusal: vpcRefusals.TagQuota,
    parameter: 'Tags',
    broken: ({ full }) => full !== undefined,
    because: ({ full, allowed }) =>
      full
        ? `${full} would have more than ${allowed} tags`
        : `none would have over ${allowed} tags`,
  },
];
