import type { Rule } from '#core/action.ts';
import { vpcRefusals } from '../refusals.ts';
import { availableVpc, type VpcFacts } from './vpc.rules.ts';

export interface DeleteFacts extends VpcFacts {
  /** One of its subnets, if there is one. */
  readonly subnet: string | undefined;
  /** One of its network ACLs, if there is one. */
  readonly networkAcl: string | undefined;
  /** One of its security groups other than the Default one, if there is one. */
  readonly customGroup: string | undefined;
  /** One of its route tables other than the system one, if there is one. */
  readonly customTable: string | undefined;
  /** Its IPv4 gateway, if it has one. */
  readonly ipv4Gateway: string | undefined;
  /** One of its instance groups, if there is one. */
  readonly instanceGroup: string | undefined;
  /** Its IPv6 gateway, if it has one. */
  readonly ipv6Gateway: string | undefined;
}

/**
 * The preconditions of DeleteVpc: the page's prerequisites, docs 6401/70493, as far as Tenon has
 * the resources. The order is ours.
 */
export const deleteRules: readonly Rule<DeleteFacts>[] = [
  ...availableVpc,
  {
    refusal: vpcRefusals.VpcInUse,
    args: () => ['a subnet'],
    broken: ({ subnet }) => subnet !== undefined,
    because: ({ subnet }) => (subnet ? `${subnet} is in it` : 'no subnet is in it'),
  },
  {
    refusal: vpcRefusals.VpcInUse,
    args: () => ['a network ACL'],
    broken: ({ networkAcl }) => networkAcl !== undefined,
    because: ({ networkAcl }) => `${networkAcl ?? 'no network ACL'} is in it`,
  },
  {
    refusal: vpcRefusals.VpcInUse,
    args: () => ['a security group'],
    broken: ({ customGroup }) => customGroup !== undefined,
    because: ({ customGroup }) =>
      customGroup ? `${customGroup} is in it` : 'no security group but the Default one is in it',
  },
  {
    refusal: vpcRefusals.VpcInUse,
    args: () => ['a route table'],
    broken: ({ customTable }) => customTable !== undefined,
    because: ({ customTable }) =>
      customTable ? `${customTable} is in it` : 'no route table but the system one is in it',
  },
  {
    refusal: vpcRefusals.VpcInUse,
    args: () => ['an IPv4 gateway'],
    broken: ({ ipv4Gateway }) => ipv4Gateway !== undefined,
    because: ({ ipv4Gateway }) => `it has ${ipv4Gateway ?? 'no IPv4 gateway'}`,
  },
  {
    refusal: vpcRefusals.VpcInUse,
    args: () => ['an instance group'],
    broken: ({ instanceGroup }) => instanceGroup !== undefined,
    because: ({ instanceGroup }) => `${instanceGroup ?? 'no instance group'} is in it`,
  },
  {
    refusal: vpcRefusals.VpcInUse,
    args: () => ['an IPv6 gateway'],
    broken: ({ ipv6Gateway }) => ipv6Gateway !== undefined,
    because: ({ ipv6Gateway }) => `it has ${ipv6Gateway ?? 'no IPv6 gateway'}`,
  },
];
