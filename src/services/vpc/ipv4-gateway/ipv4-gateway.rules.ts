import type { Rule } from '#core/action.ts';
import { exists, type Holding, inStatus } from '#core/common.rules.ts';
import type { Ipv4GatewayRow } from '#store/schema/ipv4-gateway.ts';
import { vpcRefusals } from '../refusals.ts';

export type Ipv4GatewayFacts = Holding<
  'ipv4Gateway',
  Pick<Ipv4GatewayRow, 'id' | 'status' | 'vpc_id'>
>;

/** The preconditions of every change: it exists, and it is in no transition. */
export const availableIpv4Gateway: readonly Rule<Ipv4GatewayFacts>[] = [
  exists(vpcRefusals.Ipv4GatewayNotFound, 'ipv4Gateway', 'IPv4 gateway'),
  inStatus(vpcRefusals.Ipv4GatewayInvalidStatus, 'ipv4Gateway', 'IPv4 gateway', ['Available']),
];

const because = ({ ipv4Gateway }: Ipv4GatewayFacts) =>
  `it is attached to ${ipv4Gateway?.vpc_id ?? 'no VPC'}`;

export const isFree: Rule<Ipv4GatewayFacts> = {
  refusal: vpcRefusals.Ipv4GatewayInUse,
  broken: ({ ipv4Gateway }) => ipv4Gateway && ipv4Gateway.vpc_id !== null,
  because,
};

export const isAttached: Rule<Ipv4GatewayFacts> = {
  refusal: vpcRefusals.Ipv4GatewayNotAttached,
  broken: ({ ipv4Gateway }) => ipv4Gateway && ipv4Gateway.vpc_id === null,
  because,
};

interface NamedFacts extends Ipv4GatewayFacts {
  readonly vpcId: string;
}

export const isAttachedTo: Rule<NamedFacts> = {
  refusal: vpcRefusals.Ipv4GatewayVpcMismatch,
  broken: ({ ipv4Gateway, vpcId }) => ipv4Gateway && ipv4Gateway.vpc_id !== vpcId,
  because,
};
