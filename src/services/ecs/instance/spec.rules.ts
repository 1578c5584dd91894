import type { Rule } from '#core/action.ts';
import type { Load } from '#services/vpc/network-interface/instance-hooks.ts';
import { vpcRefusals } from '#services/vpc/refusals.ts';
import type { InstanceType } from '#world/world.ts';
import { instanceTypeIsThere } from '../catalogue.rules.ts';
import { ecsRefusals } from '../refusals.ts';
import { instanceExists, instanceInStatus } from './instance.rules.ts';
import { RESIZABLE } from './lifecycle.ts';
import type { OperateFacts } from './operate.rules.ts';

/** What decides whether an instance may get another type. */
export interface SpecFacts extends OperateFacts {
  readonly instanceTypeId: string | undefined;
  /** Undefined when the catalogue does not have it. */
  readonly instanceType: InstanceType | undefined;
  /** What the type must hold. */
  readonly load: Load | undefined;
}

type SpecRule = Rule<SpecFacts>;

/** What is attached to an instance must fit its new type, as it must at AttachNetworkInterface. */
const holds = (
  refusal: SpecRule['refusal'],
  what: keyof Load,
  most: 'maxInterfaces' | 'maxAddressesPerInterface',
): SpecRule => ({
  refusal,
  parameter: 'InstanceTypeId',
  broken: ({ load, instanceType }) => load && instanceType && load[what] > instanceType[most],
  because: ({ load, instanceType }) =>
    `the instance has ${load?.[what] ?? '?'}, the type holds ${instanceType?.[most] ?? '?'}`,
});

/**
 * The preconditions of ModifyInstanceSpec and of each instance of ModifyInstancesSpec. Their tables
 * were seen in part; whether the type must hold what is attached is not documented, and nor is the
 * order: docs/limits.md.
 */
export const specRules: readonly SpecRule[] = [
  {
    refusal: ecsRefusals.InstanceTypeMissing,
    parameter: 'InstanceTypeId',
    broken: ({ instanceTypeId }) => instanceTypeId === undefined,
    because: ({ instanceTypeId }) => `InstanceTypeId is ${instanceTypeId ?? 'absent'}`,
  },
  instanceExists,
  instanceInStatus(RESIZABLE),
  instanceTypeIsThere,
  holds(vpcRefusals.EnisPerInstance, 'interfaces', 'maxInterfaces'),
  holds(vpcRefusals.PrivateIpsPerEni, 'ipv4', 'maxAddressesPerInterface'),
  holds(vpcRefusals.Ipv6AddressesPerEni, 'ipv6', 'maxAddressesPerInterface'),
];
