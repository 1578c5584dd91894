import type { Rule } from '#core/action.ts';
import { onlyWhere } from '#core/common.rules.ts';
import {
  subnetExists,
  subnetHasIpv4,
  subnetIsAvailable,
} from '#services/vpc/subnet/subnet.rules.ts';
import { availableVpc } from '#services/vpc/vpc/vpc.rules.ts';
import type { SubnetRow } from '#store/schema.ts';
import { natGatewayRefusals } from '../refusals/nat-gateway.ts';

export interface CreateFacts {
  readonly vpc: { readonly id: string; readonly status: string } | undefined;
  /** Whether a subnet is named; otherwise one with a free address is looked for. */
  readonly named: boolean;
  readonly subnet: SubnetRow | undefined;
  readonly networkType: string;
  readonly billingType: number;
  /** Whether such a gateway can be paid for so. */
  readonly billable: boolean;
  /** Whether Period and PeriodUnit make a length that is offered; always true without one. */
  readonly periodSold: boolean;
  /** How many gateways the VPC has, and may have. */
  readonly held: number;
  readonly allowed: number;
  /** The route to 0.0.0.0/0 of the VPC's system route table, if there is one. */
  readonly defaultRoute: string | undefined;
  /** Whether it would be the first gateway to the internet of the VPC. */
  readonly first: boolean;
}

/**
 * The preconditions of CreateNatGateway: docs 6404/79662. The table of its page was not seen, so the
 * order and most codes are ours.
 */
export const createRules: readonly Rule<CreateFacts>[] = [
  {
    refusal: natGatewayRefusals.BillingTypeMalformed,
    parameter: 'BillingType',
    broken: ({ billable }) => !billable,
    because: ({ networkType, billingType }) =>
      `NetworkType is ${networkType}, BillingType is ${billingType}`,
  },
  {
    refusal: natGatewayRefusals.PeriodMalformed,
    parameter: 'Period',
    broken: ({ periodSold }) => !periodSold,
    because: ({ periodSold }) => `such a subscription is ${periodSold ? '' : 'not '}sold`,
  },
  ...availableVpc,
  subnetExists,
  {
    refusal: natGatewayRefusals.SubnetVpcMismatch,
    broken: ({ vpc, subnet }) => vpc && subnet && subnet.vpc_id !== vpc.id,
    because: ({ vpc, subnet }) =>
      `the subnet is in ${subnet?.vpc_id ?? '?'}, and ${vpc?.id ?? '?'} is asked for`,
  },
  onlyWhere(({ named }: Pick<CreateFacts, 'named'>) => named, subnetIsAvailable),
  subnetHasIpv4,
  {
    refusal: natGatewayRefusals.NatGatewaysPerVpc,
    parameter: 'VpcId',
    broken: ({ held, allowed }) => held >= allowed,
    because: ({ held, allowed }) => `the VPC has ${held} of ${allowed} NAT gateways`,
  },
  {
    refusal: natGatewayRefusals.DefaultRouteConflict,
    broken: ({ first, defaultRoute }) => first && defaultRoute !== undefined,
    because: ({ defaultRoute }) => `the system route table has ${defaultRoute ?? 'no such route'}`,
  },
];
