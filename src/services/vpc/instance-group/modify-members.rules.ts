import type { Rule } from '#core/action.ts';
import { vpcRefusals } from '../refusals.ts';
import { availableInstanceGroup, type InstanceGroupFacts } from './instance-group.rules.ts';

export interface MembersFacts extends InstanceGroupFacts {
  /** Named members of which the first does not do, each for another reason. */
  readonly unknown: string | undefined;
  readonly elsewhere: string | undefined;
  readonly twice: string | undefined;
  readonly noMember: string | undefined;
  /** How many members there would be, and may be. */
  readonly members: number;
  readonly allowed: number;
}

type Named = 'unknown' | 'elsewhere' | 'twice' | 'noMember';

const named = (fact: Named, parameter: string, refusal: Rule<MembersFacts>['refusal']) =>
  ({
    refusal,
    parameter,
    args: (facts) => [facts[fact] ?? ''],
    broken: (facts) => facts[fact] !== undefined,
    because: (facts) => `it is about ${facts[fact] ?? 'no member'}`,
  }) satisfies Rule<MembersFacts>;

/** The preconditions of ModifyInstanceGroupMembers; nothing of them was found, the order is ours. */
export const membersRules: readonly Rule<MembersFacts>[] = [
  ...availableInstanceGroup,
  named('noMember', 'RemoveMembers.Id', vpcRefusals.InstanceGroupNoMember),
  named('unknown', 'AppendMembers.Id', vpcRefusals.InstanceGroupMemberNotFound),
  named('elsewhere', 'AppendMembers.Id', vpcRefusals.InstanceGroupVpcMismatch),
  named('twice', 'AppendMembers.Id', vpcRefusals.InstanceGroupMemberConflict),
  {
    refusal: vpcRefusals.MembersPerInstanceGroup,
    parameter: 'AppendMembers',
    broken: ({ members, allowed }) => members > allowed,
    because: ({ members, allowed }) => `there would be ${members} members of ${allowed}`,
  },
];
