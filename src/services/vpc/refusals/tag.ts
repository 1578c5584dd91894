import type { Refusal } from '#core/refusal.ts';

/**
 * Refusals of the tag actions. No table of vpc's own was seen; source, unless said otherwise:
 * UntagResources of cen and of transitrouter, of the same network family.
 */
export const tagRefusals = {
  ResourceTypeMalformed: {
    http: 400,
    code: 'InvalidResourceType.Malformed',
    message: 'The specified parameter resource type is invalid.',
    source: 'observed',
  },
  TaggedResourceNotFound: {
    http: 404,
    code: 'InvalidResource.NotFound',
    message: 'The specified resource does not exist.',
    source: 'observed',
  },
  ResourcesAtATime: {
    http: 400,
    code: 'LimitExceeded.Resource',
    message: "You've reached the limit on the number of resources that you can operate at a time.",
    source: 'observed',
  },
  TagsAtATime: {
    http: 400,
    code: 'LimitExceeded.Tags',
    message: "You've reached the limit on the number of tags that you can operate at a time.",
    source: 'observed',
  },
  TagQuota: {
    http: 400,
    code: 'QuotaExceeded.Tag',
    message: "You've reached the limit on the number of tags per resource.",
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
