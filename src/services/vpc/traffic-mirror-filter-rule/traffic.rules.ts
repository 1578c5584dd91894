import type { Rule } from '#core/action.ts';
import { vpcRefusals } from '../refusals.ts';

/** What a rule will be about, with what is missing as the protocol has it. */
export interface Traffic {
  readonly protocol: string;
  readonly SourcePortRange: string;
  readonly DestinationPortRange: string;
}

export type PortParameter = 'SourcePortRange' | 'DestinationPortRange';

export interface TrafficFacts {
  readonly traffic: Traffic | undefined;
  /** The ports that the protocol needs and that are not given, if any. */
  readonly missing: PortParameter | undefined;
  /** The ports that the protocol cannot have, if any. */
  readonly malformed: PortParameter | undefined;
  readonly priority: number | undefined;
  /** Another rule of the filter with the priority in the direction, if there is one. */
  readonly rival: string | undefined;
}

const ofProtocol = ({ traffic }: TrafficFacts) => `Protocol is ${traffic?.protocol ?? 'not given'}`;

/** The ports fit the protocol, and no other rule has the priority. */
export const trafficRules: readonly Rule<TrafficFacts>[] = [
  {
    refusal: vpcRefusals.MissingParameter,
    parameter: ({ missing }) => missing ?? 'SourcePortRange',
    args: ({ missing }) => [missing ?? ''],
    broken: ({ missing }) => missing !== undefined,
    because: ofProtocol,
  },
  {
    refusal: vpcRefusals.TrafficMirrorPortMalformed,
    parameter: ({ malformed }) => malformed ?? 'SourcePortRange',
    args: ({ malformed, traffic }) => [
      (malformed && traffic?.[malformed]) ?? '',
      traffic?.protocol ?? '',
    ],
    broken: ({ malformed }) => malformed !== undefined,
    because: ofProtocol,
  },
  {
    refusal: vpcRefusals.TrafficMirrorFilterRuleConflict,
    parameter: 'Priority',
    args: ({ priority }) => [String(priority ?? '')],
    broken: ({ rival }) => rival !== undefined,
    because: ({ rival }) => `${rival ?? 'no other rule'} has the priority`,
  },
];
