import type { Rule } from '#core/action.ts';
import { vpcRefusals } from '../refusals.ts';
import { networkAclExists, networkAclIsAvailable } from './network-acl.rules.ts';

/** A named subnet, and its network ACL. */
export interface NamedSubnet {
  readonly id: string;
  readonly row: { readonly status: string; readonly vpc_id: string } | undefined;
  readonly networkAclId: string | undefined;
}

export interface AssociationFacts {
  readonly networkAcl:
    | { readonly id: string; readonly status: string; readonly vpc_id: string }
    | undefined;
  readonly subnets: readonly NamedSubnet[];
}

const subnetsExist: Rule<AssociationFacts> = {
  refusal: vpcRefusals.SubnetNotFound,
  broken: ({ subnets }) => subnets.some(({ row }) => row === undefined),
  because: ({ subnets }) => {
    const missing = subnets.find(({ row }) => row === undefined);
    return missing ? `there is no subnet ${missing.id}` : 'every subnet exists';
  },
};

const subnetsAreAvailable: Rule<AssociationFacts> = {
  refusal: vpcRefusals.SubnetInvalidStatus,
  broken: ({ subnets }) => subnets.some(({ row }) => row && row.status !== 'Available'),
  because: ({ subnets }) =>
    subnets.map(({ id, row }) => `${id} is ${row?.status ?? 'absent'}`).join(', '),
};

/**
 * The preconditions that both actions share, on the network ACL and the subnets; the order is ours.
 */
const common: readonly Rule<AssociationFacts>[] = [
  networkAclExists,
  subnetsExist,
  networkAclIsAvailable,
  subnetsAreAvailable,
];

/** The preconditions of AssociateNetworkAcl; one code of its table is known. */
export const associateRules: readonly Rule<AssociationFacts>[] = [
  ...common,
  {
    refusal: vpcRefusals.NetworkAclVpcMismatch,
    broken: ({ networkAcl, subnets }) =>
      networkAcl && subnets.some(({ row }) => row && row.vpc_id !== networkAcl.vpc_id),
    because: ({ networkAcl, subnets }) =>
      [networkAcl, ...subnets.map(({ row }) => row)]
        .map((each) => each?.vpc_id ?? 'no VPC')
        .join(', '),
  },
  {
    refusal: vpcRefusals.ResourceAssociated,
    broken: ({ subnets }) => subnets.some(({ networkAclId }) => networkAclId !== undefined),
    because: whereabouts,
  },
];

/** The preconditions of DisassociateNetworkAcl: its page's table, as far as it was seen. */
export const disassociateRules: readonly Rule<AssociationFacts>[] = [
  ...common,
  {
    refusal: vpcRefusals.ResourceNetworkAclMismatch,
    broken: ({ networkAcl, subnets }) =>
      networkAcl && subnets.some(({ networkAclId }) => networkAclId !== networkAcl.id),
    because: whereabouts,
  },
];

function whereabouts({ subnets }: AssociationFacts): string {
  return subnets
    .map(({ id, networkAclId }) => `${id} is on ${networkAclId ?? 'no network ACL'}`)
    .join(', ');
}
