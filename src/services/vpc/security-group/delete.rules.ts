import type { Rule } from '#core/action.ts';
import { vpcRefusals } from '../refusals.ts';
import {
  sayOfSecurityGroup,
  securityGroupExists,
  securityGroupIsAvailable,
  securityGroupNotServiceManaged,
} from './security-group.rules.ts';

export interface DeleteFacts {
  readonly securityGroup:
    | {
        readonly id: string;
        readonly status: string;
        readonly type: string;
        readonly service_managed: number;
      }
    | undefined;
  /** One of the interfaces in it, if there is any. */
  readonly member: string | undefined;
  /** One of the other groups with a rule that refers to it, if there is any. */
  readonly referrer: string | undefined;
}

/**
 * The preconditions of DeleteSecurityGroup. Its page's table, docs 6401/70757, is known whole; it
 * has no row for a Default group, and its row for a rule on its way is about nothing here, where
 * rules have no transient status. The order is ours.
 */
export const deleteRules: readonly Rule<DeleteFacts>[] = [
  securityGroupExists,
  securityGroupNotServiceManaged,
  {
    refusal: vpcRefusals.SecurityGroupDefault,
    broken: ({ securityGroup }) => securityGroup && securityGroup.type === 'default',
    because: sayOfSecurityGroup((group) => `the group's type is ${group.type}`),
  },
  securityGroupIsAvailable,
  {
    refusal: vpcRefusals.SecurityGroupInUseByInterface,
    broken: ({ member }) => member !== undefined,
    because: ({ member }) => `${member ?? 'no interface'} is in it`,
  },
  {
    refusal: vpcRefusals.SecurityGroupInUseByRule,
    broken: ({ referrer }) => referrer !== undefined,
    because: ({ referrer }) => `${referrer ?? 'no other group'} has a rule that refers to it`,
  },
];
