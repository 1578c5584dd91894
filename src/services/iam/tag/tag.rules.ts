import type { Rule } from '#core/action.ts';
import { onlyWhere } from '#core/common.rules.ts';
import type { Refusal } from '#core/refusal.ts';
import { iamRefusals } from '../refusals.ts';

interface NamedFacts {
  readonly type: 'User' | 'Role';
  /** A name that nobody has. */
  readonly missing: string | undefined;
  /** A role of the world file, whose tags nobody changes. */
  readonly given: string | undefined;
}

export interface TagFacts extends NamedFacts {
  /** The name of one that would get more tags than it may have, if there is one. */
  readonly full: string | undefined;
  readonly allowed: number;
}

const exist = (type: NamedFacts['type'], refusal: Refusal): Rule<NamedFacts> =>
  onlyWhere((facts: NamedFacts) => facts.type === type, {
    refusal,
    parameter: 'ResourceNames',
    args: ({ missing }: NamedFacts) => [missing ?? ''],
    broken: ({ missing }: NamedFacts) => missing !== undefined,
    because: ({ missing }: NamedFacts) =>
      missing === undefined ? 'all of them exist' : `nobody is called ${missing}`,
  });

/** The preconditions of UntagResources; codes are those of users and roles, the order is ours. */
export const untagRules: readonly Rule<NamedFacts>[] = [
  exist('User', iamRefusals.UserNotExist),
  exist('Role', iamRefusals.RoleNotExist),
  {
    refusal: iamRefusals.AccessDenied,
    broken: ({ given }) => given !== undefined,
    because: ({ given }) =>
      given === undefined
        ? 'none is a role of the world file'
        : `${given} is a role of the world file`,
  },
];

/** The preconditions of TagResources. */
export const tagRules: readonly Rule<TagFacts>[] = [
  ...untagRules,
  {
    refusal: iamRefusals.TagLimitExceeded,
    parameter: 'Tags',
    args: ({ allowed }) => [String(allowed)],
    broken: ({ full }) => full !== undefined,
    because: ({ full, allowed }) =>
      full
        ? `${full} would have more than ${allowed} tags`
        : `none would have over ${allowed} tags`,
  },
];
