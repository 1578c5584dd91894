import type { Rule } from '#core/action.ts';
import { ebsRefusals } from '../refusals.ts';
import type { KINDS } from './parameters.ts';

/** What decides whether a resource's tags may change. */
export interface BearerFacts {
  readonly resourceId: string;
  readonly kind: (typeof KINDS)[number];
  /** Whether the caller has such a resource. */
  readonly exists: boolean;
  /** How many tags it would get, has and may have. */
  readonly added: number;
  readonly borne: number;
  readonly allowed: number;
}

const notFound = (kind: BearerFacts['kind'], refusal: Rule<BearerFacts>['refusal']) => ({
  refusal,
  broken: (facts: BearerFacts) => facts.kind === kind && !facts.exists,
  because: ({ resourceId, exists }: BearerFacts) =>
    exists ? `${resourceId} exists` : `there is no such resource as ${resourceId}`,
});

/** The preconditions of taking tags from one resource; its page's table was not seen. */
export const untagRules: readonly Rule<BearerFacts>[] = [
  notFound('volume', ebsRefusals.VolumeNotFound),
  notFound('snapshot', ebsRefusals.SnapshotNotFound),
  notFound('snapshotgroup', ebsRefusals.SnapshotGroupNotFound),
  notFound('snapshotpolicy', ebsRefusals.PolicyNotFound),
];

/** The preconditions of giving tags to one. */
export const tagRules: readonly Rule<BearerFacts>[] = [
  ...untagRules,
  {
    refusal: ebsRefusals.TagQuota,
    parameter: 'Tags',
    broken: ({ added, borne, allowed }) => added > 0 && borne + added > allowed,
    because: ({ added, borne, allowed }) => `it bears ${borne} of ${allowed}, ${added} are new`,
  },
];
