import type { Rule } from '#core/action.ts';
import type { NatGatewayRow } from '#store/schema/nat-gateway.ts';
import { natRefusals } from '../refusals.ts';
import { natGatewayExists, natGatewayIsAvailable } from './nat-gateway.rules.ts';

/** What decides whether a NAT gateway may be deleted, or its subscription ended. */
export interface DeleteFacts {
  readonly natGateway: Pick<NatGatewayRow, 'id' | 'status' | 'expires_at'> | undefined;
  /** One of its entries, and of the EIPs on it, if there are any. */
  readonly snatEntry: string | undefined;
  readonly dnatEntry: string | undefined;
  readonly eip: string | undefined;
  readonly now: number;
}

/** What uses a gateway, in the order in which it has to go. */
export const unusedNatGateway: readonly Rule<DeleteFacts>[] = [
  natGatewayExists,
  {
    refusal: natRefusals.NatGatewayInUse,
    args: () => ['SNAT entry'],
    broken: ({ snatEntry }) => snatEntry !== undefined,
    because: ({ snatEntry }) => `it has ${snatEntry ?? 'no SNAT entry'}`,
  },
  {
    refusal: natRefusals.NatGatewayInUse,
    args: () => ['DNAT entry'],
    broken: ({ dnatEntry }) => dnatEntry !== undefined,
    because: ({ dnatEntry }) => `it has ${dnatEntry ?? 'no DNAT entry'}`,
  },
  {
    refusal: natRefusals.NatGatewayInUse,
    args: () => ['EIP'],
    broken: ({ eip }) => eip !== undefined,
    because: ({ eip }) => `${eip ?? 'no EIP'} is on it`,
  },
  natGatewayIsAvailable,
];

const subscribed = ({ natGateway, now }: DeleteFacts) => natGateway && natGateway.expires_at > now;

const because = (facts: DeleteFacts) =>
  subscribed(facts) ? 'its subscription goes on' : 'it has no subscription that goes on';

/** The preconditions of DeleteNatGateway: docs 6404/79666. The order is ours. */
export const deleteRules: readonly Rule<DeleteFacts>[] = [
  ...unusedNatGateway,
  { refusal: natRefusals.NatGatewaySubscribed, broken: subscribed, because },
];

/** The preconditions of unsubscribing: only a gateway that ends by itself has a subscription. */
export const unsubscribeRules: readonly Rule<DeleteFacts>[] = [
  ...unusedNatGateway,
  {
    refusal: natRefusals.NatGatewaySubscribed,
    broken: (facts) => facts.natGateway && !subscribed(facts),
    because,
  },
];
