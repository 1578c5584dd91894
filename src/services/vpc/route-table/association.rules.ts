import type { Rule } from '#core/action.ts';
import type { SubnetRow } from '#store/schema.ts';
import { vpcRefusals } from '../refusals.ts';
import { subnetExists, subnetIsAvailable } from '../subnet/subnet.rules.ts';
import { vpcIsAvailable } from '../vpc/vpc.rules.ts';
import { type RouteTableFacts, routeTableExists } from './route-table.rules.ts';

export interface AssociationFacts extends RouteTableFacts {
  /** The type or the id of a gateway, where one is named. */
  readonly gateway: string | undefined;
  readonly subnetId: string | undefined;
  readonly subnet: Pick<SubnetRow, 'id' | 'vpc_id' | 'status'> | undefined;
  readonly vpc: { readonly status: string } | undefined;
  /** Whether the subnet is on the table by an association. */
  readonly associated: boolean;
}

/**
 * The preconditions that both actions share: their tables as far as they were seen. The order is
 * ours: what the parameters alone say comes first.
 */
const sharedRules: readonly Rule<AssociationFacts>[] = [
  {
    refusal: vpcRefusals.GatewayUnsupported,
    args: ({ gateway }) => [gateway ?? ''],
    broken: ({ gateway }) => gateway !== undefined,
    because: ({ gateway }) => `${gateway ?? 'no gateway'} is named`,
  },
  {
    refusal: vpcRefusals.MissingParameter,
    parameter: 'SubnetId',
    args: () => ['SubnetId'],
    broken: ({ subnetId }) => subnetId === undefined,
    because: ({ subnetId }) => `SubnetId is ${subnetId ?? 'not given'}`,
  },
  routeTableExists,
  subnetExists,
  {
    refusal: vpcRefusals.RouteTableVpcMismatch,
    broken: ({ routeTable, subnet }) => routeTable && subnet && routeTable.vpc_id !== subnet.vpc_id,
    because: ({ routeTable, subnet }) =>
      `the table is in ${routeTable?.vpc_id ?? '?'}, the subnet in ${subnet?.vpc_id ?? '?'}`,
  },
  subnetIsAvailable,
  vpcIsAvailable,
];

export const associateRules: readonly Rule<AssociationFacts>[] = [
  ...sharedRules,
  {
    refusal: vpcRefusals.RouteTableAssociateType,
    parameter: 'RouteTableId',
    broken: ({ routeTable }) => routeTable && routeTable.associate_type !== 'Subnet',
    because: ({ routeTable }) => `AssociateType is ${routeTable?.associate_type ?? '?'}`,
  },
];

/** A subnet is not taken off the system table: leaving a custom one puts it there. */
export const disassociateRules: readonly Rule<AssociationFacts>[] = [
  ...sharedRules,
  {
    refusal: vpcRefusals.RouteTableSubnetMismatch,
    broken: ({ subnet, associated }) => subnet && !associated,
    because: ({ associated }) => `the subnet is ${associated ? '' : 'not '}associated with it`,
  },
];
