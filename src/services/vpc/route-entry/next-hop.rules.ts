import type { Rule } from '#core/action.ts';
import { vpcRefusals } from '../refusals.ts';

export interface NextHopFacts {
  /** Undefined when a request names none, to leave it as it is. */
  readonly nextHop:
    | {
        readonly type: string;
        readonly served: boolean;
        readonly vpcId: string | undefined;
        readonly leaving: boolean;
      }
    | undefined;
  /** The types that are served, for the message. */
  readonly served: string;
  readonly vpcId: string | undefined;
}

/** What a next hop takes, the same for CreateRouteEntry and ModifyRouteEntry. */
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
