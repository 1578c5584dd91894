import type { Refusal } from '#core/refusal.ts';

/** Refusals of the tag actions. Source: CreateTags, docs 6396/130886, and DeleteTags, docs 6396/130887. */
export const tagRefusals = {
  /** The HTTP status is ours: on the pages it is inside an answer. */
  TaggedResourceNotFound: {
    http: 404,
    code: 'InvalidResourceId.NotFound',
    message: 'The specified ResourceId does not exist.',
    source: 'documented',
  },
  TagQuota: {
    http: 400,
    code: 'QuotaExceeded.Tag',
    message: "You've reached the limit on the number of tags per resource.",
    source: 'ours',
  },
  /** The code is in the description of TagFilters.N.Key of DescribeTags. */
  TagFilterKeyMalformed: {
    http: 400,
    code: 'InvalidTagFilterKey.Malformed',
    message: 'The specified TagFilterKey is malformed.',
    source: 'observed',
  },
} as const satisfies Record<string, Refusal>;
