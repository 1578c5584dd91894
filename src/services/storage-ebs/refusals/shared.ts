import type { Refusal } from '#core/refusal.ts';

/** Refusals that many actions share. */
export const sharedRefusals = {
  /** Source: docs.byteplus.com/en/docs/ecs/Deletevolume, as the next. */
  IdempotentParameterMismatch: {
    http: 400,
    code: 'IdempotentParameterMismatch',
    message: 'The request mismatch the idempotent parameters.',
    source: 'documented',
  },
  /** The stored page ends in the middle of the text: the rest of it is ours. */
  ClientTokenMalformed: {
    http: 400,
    code: 'IdempotentInvalidClientToken',
    message: 'The specified parameter ClientToken is invalid.',
    source: 'observed',
  },
  /** The code is in the description of TagFilters.N.Key; the rest is ours. */
  TagFilterKeyMalformed: {
    http: 400,
    code: 'InvalidTagFilterKey.Malformed',
    message: 'The specified TagFilterKey is malformed.',
    source: 'observed',
  },
  TagQuota: {
    http: 400,
    code: 'TagLimitExceeded',
    message: 'The number of tags of the resource exceeds the limit.',
    source: 'ours',
  },
  InstanceNotFound: {
    http: 404,
    code: 'InstanceNotFound',
    message: 'The instance is not found.',
    source: 'ours',
  },
  InstanceStatus: {
    http: 400,
    code: 'IncorrectInstanceStatus',
    message: 'An instance of this status does not support this action.',
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
