import type { Rule } from '#core/action.ts';
import { vpcRefusals } from '../refusals.ts';

export interface DeleteFacts {
  readonly securityGroup:
    | {
        readonly id: string;
        readonly status: string;
        readonly type: string;
        readonly service_managed: number;
      }
    | undefined;
  /** One of the interfaces in it, if there is one. */
  readonly member: string | undefined;
  /** One of the other groups with a rule that refers to it, if there is one. */
  readonly referrer: string | undefined;
}

/**
 * The preconditions of DeleteSecurityGroup. Its page's table, docs 6401/70757, is fully known. It
 * has no row for a Default group, and its row about a rule in transition cannot occur here, because
 * rules have no transient status. The order is ours.
 */
export const deleteRules: readonly Rule<DeleteFacts>[] = [
  {
    refusal: vpcRefusals.SecurityGroupNotFound,
    broken: ({ securityGroup }) => securityGroup === undefined,
    because: of((group) => `${group.id} exists`),
  },
  {
    refusal: vpcRefusals.SecurityGroupServiceManaged,
    broken: ({ securityGroup }) => securityGroup && securityGroup.service_managed === 1,
    because: of((group) => `ServiceManaged is ${group.service_managed === 1}`),
  },
  {
    refusal: vpcRefusals.SecurityGroupDefault,
    broken: ({ securityGroup }) => securityGroup && securityGroup.type === 'default',
    because: of((group) => `the group's type is ${group.type}`),
  },
  {
    refusal: vpcRefusals.SecurityGroupInvalidStatus,
    broken: ({ securityGroup }) => securityGroup && securityGroup.status !== 'Available',
    because: of((group) => `the group is ${group.status}`),
  },
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

function of(say: (group: NonNullable<DeleteFacts['securityGroup']>) => string) {
  return ({ securityGroup }: DeleteFacts) =>
    securityGroup ? say(securityGroup) : 'there is no such security group';
}
