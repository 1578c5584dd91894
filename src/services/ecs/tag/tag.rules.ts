import type { Rule } from '#core/action.ts';
import { ecsRefusals } from '../refusals.ts';

/** What decides whether a resource's tags may change. */
export interface BearerFacts {
  readonly resourceId: string;
  /** Undefined when the caller has no such resource. */
  readonly status: string | undefined;
  /** How many tags it would get, has and may have. */
  readonly added: number;
  readonly borne: number;
  readonly allowed: number;
}

/** The preconditions of taking tags from one resource. Source: docs 6396/130887. */
export const untagRules: readonly Rule<BearerFacts>[] = [
  {
    refusal: ecsRefusals.TaggedResourceNotFound,
    broken: ({ status }) => status === undefined,
    because: ({ resourceId, status }) =>
      status === undefined ? `there is no such resource as ${resourceId}` : `${resourceId} exists`,
  },
];

/** The preconditions of giving tags to one. Source: docs 6396/130886; the last code is ours. */
export const tagRules: readonly Rule<BearerFacts>[] = [
  ...untagRules,
  {
    // "No tags can be added to a resource that is being deleted."
    refusal: ecsRefusals.InstanceStatus,
    broken: ({ status }) => status === 'DELETING',
    because: ({ resourceId, status }) => `${resourceId} is ${status ?? 'absent'}`,
  },
  {
    refusal: ecsRefusals.TagQuota,
    parameter: 'Tags',
    broken: ({ added, borne, allowed }) => added > 0 && borne + added > allowed,
    because: ({ added, borne, allowed }) => `it bears ${borne} of ${allowed}, ${added} are new`,
  },
];
