import type { Rule } from '#core/action.ts';
import { vpcRefusals } from '../refusals.ts';

export interface NextHopFacts {
  /** Undefined when a request names no next hop, and so keeps the present one. */
  readonly nextHop:
    | {
        readonly type: string;
        readonly served: boolean;
        readonly vpcId: string | undefined;
        readonly leaving: boolean;
      }
    | undefined;
  /** The types that Tenon has, for the message. */
  readonly served: string;
  readonly vpcId: string | undefined;
}

/** The preconditions on the next hop, shared by CreateRouteEntry and ModifyRouteEntry. */
export const nextHopRules: readonly Rule<NextHopFacts>[] = [
  {
    refusal: vpcRefusals.NextHopUnsupported,
    args: ({ nextHop, served }) => [nextHop?.type ?? '', served],
    broken: ({ nextHop }) => nextHop && !nextHop.served,
    because: ({ nextHop }) => `NextHopType is ${nextHop?.type ?? 'not given'}`,
  },
  {
    refusal: vpcRefusals.NextHopNotFound,
    broken: ({ nextHop }) => nextHop && nextHop.vpcId === undefined,
    because: ({ nextHop }) => `the next hop ${nextHop?.vpcId ? 'exists' : 'is not there'}`,
  },
  {
    refusal: vpcRefusals.NextHopVpcMismatch,
    broken: ({ nextHop, vpcId }) => nextHop && vpcId !== undefined && nextHop.vpcId !== vpcId,
    because: ({ nextHop, vpcId }) =>
      `the next hop is in ${nextHop?.vpcId ?? '?'}, the table in ${vpcId ?? '?'}`,
  },
  {
    refusal: vpcRefusals.NextHopInvalidStatus,
    broken: ({ nextHop }) => nextHop?.leaving,
    because: ({ nextHop }) => `the next hop ${nextHop?.leaving ? 'is on its way out' : 'stays'}`,
  },
];
