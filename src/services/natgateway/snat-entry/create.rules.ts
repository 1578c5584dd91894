import type { Rule } from '#core/action.ts';
import { onlyWhere } from '#core/common.rules.ts';
import { vpcRefusals } from '#services/vpc/refusals.ts';
import { subnetExists, subnetIsAvailable } from '#services/vpc/subnet/subnet.rules.ts';
import type { NatGatewayRow } from '#store/schema/nat-gateway.ts';
import { natGatewayExists, natGatewayIsAvailable } from '../nat-gateway/nat-gateway.rules.ts';
import { natRefusals } from '../refusals.ts';
import { type UsedFacts, usedRules } from './snat-entry.rules.ts';

export interface CreateFacts extends UsedFacts {
  readonly natGateway: NatGatewayRow | undefined;
  readonly subnetId: string | undefined;
  readonly subnet:
    | {
        readonly id: string;
        readonly status: string;
        readonly vpc_id: string;
        readonly cidr_block: string;
      }
    | undefined;
  readonly sourceCidr: string | undefined;
  /** The block that it would be about: undefined when none is known, '' of a subnet without IPv4. */
  readonly source: string | undefined;
  /** An entry of the gateway about the same block, if there is one. */
  readonly twin: string | undefined;
  readonly held: number;
  readonly allowed: number;
}

/**
 * The preconditions of CreateSnatEntry: its page's text. The table was not seen, so the order and
 * most codes are ours.
 */
export const createRules: readonly Rule<CreateFacts>[] = [
  {
    refusal: vpcRefusals.ParametersExclude,
    args: () => ['SubnetId', 'SourceCidr'],
    broken: ({ subnetId, sourceCidr }) => subnetId !== undefined && sourceCidr !== undefined,
    because: ({ subnetId, sourceCidr }) =>
      `SubnetId is ${subnetId ?? 'not given'}, SourceCidr is ${sourceCidr ?? 'not given'}`,
  },
  {
    refusal: vpcRefusals.MissingParameter,
    parameter: 'SubnetId',
    args: () => ['SubnetId'],
    broken: ({ subnetId, sourceCidr }) => subnetId === undefined && sourceCidr === undefined,
    because: ({ subnetId, sourceCidr }) =>
      `SubnetId is ${subnetId ?? 'not given'}, SourceCidr is ${sourceCidr ?? 'not given'}`,
  },
  natGatewayExists,
  onlyWhere(({ subnetId }: Pick<CreateFacts, 'subnetId'>) => subnetId !== undefined, subnetExists),
  {
    refusal: natRefusals.SubnetVpcMismatch,
    broken: ({ natGateway, subnet }) => natGateway && subnet && subnet.vpc_id !== natGateway.vpc_id,
    because: ({ natGateway, subnet }) =>
      `the subnet is in ${subnet?.vpc_id ?? '?'}, the gateway in ${natGateway?.vpc_id ?? '?'}`,
  },
  onlyWhere(
    ({ subnetId }: Pick<CreateFacts, 'subnetId'>) => subnetId !== undefined,
    subnetIsAvailable,
  ),
  {
    refusal: vpcRefusals.SubnetIpv4Disabled,
    broken: ({ source }) => source === '',
    because: ({ subnet }) => `the subnet has ${subnet?.cidr_block || 'no IPv4 block'}`,
  },
  ...usedRules,
  {
    refusal: natRefusals.SourceConflict,
    args: ({ twin }) => [twin ?? ''],
    broken: ({ twin }) => twin !== undefined,
    because: ({ twin }) => `${twin ?? 'no entry of the gateway'} is about the block`,
  },
  {
    refusal: natRefusals.SnatEntryQuota,
    parameter: 'NatGatewayId',
    broken: ({ held, allowed }) => held >= allowed,
    because: ({ held, allowed }) => `the NAT gateway has ${held} of ${allowed} SNAT entries`,
  },
  natGatewayIsAvailable,
];
