import type { Rule } from '#core/action.ts';
import { thereIs } from '#core/common.rules.ts';
import type { InstanceType } from '#world/world.ts';
import { instanceIsSettled } from '../instance.rules.ts';
import { vpcRefusals } from '../refusals.ts';
import {
  interfaceInStatus,
  interfaceNotServiceManaged,
  sayOfInterface,
} from './network-interface.rules.ts';

/** What decides whether an interface may be attached. A missing resource leaves its facts open. */
export interface AttachFacts {
  readonly accountId: string;
  readonly networkInterfaceId: string;
  readonly instanceId: string;
  readonly networkInterface: InterfaceFacts | undefined;
  readonly instance: InstanceFacts | undefined;
  /** The instance's type; undefined when the catalogue no longer has it. */
  readonly instanceType: InstanceType | undefined;
}

export interface InterfaceFacts {
  readonly status: string;
  readonly type: string;
  readonly vpc_id: string;
  readonly zone_id: string;
  readonly service_managed: number;
  /** Why the data plane refused its last attachment, '' when it did not. */
  readonly plane_refusal: string;
  readonly ipv4_count: number;
  readonly ipv6_count: number;
  /** EIPs bound to it that are Attaching, Detaching or Deleting. */
  readonly moving_eips: number;
}

export interface InstanceFacts {
  readonly account_id: string;
  readonly status: string;
  readonly vpc_id: string;
  readonly zone_id: string;
  readonly instance_type_id: string;
  readonly scheduled_instance_id: string;
  /** Whether the primary interface's subnet has no IPv4. */
  readonly ipv6_only: boolean;
  /**
   * How many interfaces it holds, including the primary one and those being attached or detached.
   */
  readonly attached: number;
}

const NO_INTERFACE = 'there is no interface to judge';
const NO_INSTANCE = 'there is no instance to judge';
const NO_TYPE = 'there is no instance type to judge by';

/**
 * The preconditions of AttachNetworkInterface, in the order in which they are checked. Codes and
 * wording: the reference page. The order is ours: docs/limits.md.
 */
export const attachRules: readonly Rule<AttachFacts>[] = [
  thereIs(
    vpcRefusals.EniNotFound,
    'networkInterface',
    ({ networkInterface, networkInterfaceId, accountId }: AttachFacts) =>
      networkInterface
        ? `${networkInterfaceId} exists`
        : `account ${accountId} has no interface ${networkInterfaceId} in this region`,
  ),
  interfaceNotServiceManaged,
  thereIs(
    vpcRefusals.InstanceNotFound,
    'instance',
    ({ instance, instanceId, accountId }: AttachFacts) =>
      instance
        ? `${instanceId} exists`
        : `account ${accountId} sees no instance ${instanceId} in this region`,
  ),
  {
    refusal: vpcRefusals.EsiForbidden,
    broken: ({ instance }) => instance && instance.scheduled_instance_id !== '',
    because: ({ instance, accountId }) => {
      if (instance === undefined) return NO_INSTANCE;
      const { scheduled_instance_id: order } = instance;
      if (order === '') return 'the instance comes from no ESI order';
      const which = instance.account_id === accountId ? order : 'an ESI order of another account';
      return `the instance was delivered by ${which}`;
    },
  },
  {
    refusal: vpcRefusals.EniAccountMismatch,
    broken: ({ instance, accountId }) => instance && instance.account_id !== accountId,
    because: ({ instance, accountId }) => {
      if (instance === undefined) return NO_INSTANCE;
      const whose = instance.account_id === accountId ? `account ${accountId}` : 'another account';
      return `the instance is of ${whose}`;
    },
  },
  {
    ...interfaceInStatus('Available'),
    because: sayOfInterface(
      (eni: InterfaceFacts) =>
        `the ${eni.type} interface is ${eni.status}${eni.plane_refusal && `; the data plane refused its last attachment: ${eni.plane_refusal}`}`,
    ),
  },
  instanceIsSettled,
  {
    refusal: vpcRefusals.InstanceInvalidType,
    broken: ({ instance, instanceType }) =>
      instance && (instanceType === undefined || instanceType.maxInterfaces < 2),
    because: ({ instance, instanceType }) => {
      if (!instance) return NO_INSTANCE;
      const type = instance.instance_type_id;
      return instanceType
        ? `${type} takes ${instanceType.maxInterfaces} interfaces`
        : `${type} is not in the catalogue`;
    },
  },
  {
    refusal: vpcRefusals.Conflict,
    broken: both((eni, instance) => eni.vpc_id !== instance.vpc_id),
    because: ofBoth((eni, instance) => `VPCs: ${eni.vpc_id} and ${instance.vpc_id}`),
  },
  {
    refusal: vpcRefusals.EniZoneMismatch,
    broken: both((eni, instance) => eni.zone_id !== instance.zone_id),
    because: ofBoth((eni, instance) => `zones: ${eni.zone_id} and ${instance.zone_id}`),
  },
  {
    refusal: vpcRefusals.EniIpv4ToIpv6OnlyInstance,
    broken: both((eni, instance) => instance.ipv6_only && eni.ipv4_count > 0),
    because: ofBoth(
      (eni, instance) =>
        `the instance is ${instance.ipv6_only ? '' : 'not '}IPv6-only, the interface has ${eni.ipv4_count} IPv4 addresses`,
    ),
  },
  {
    refusal: vpcRefusals.EnisPerInstance,
    parameter: 'InstanceId',
    broken: ({ instance, instanceType }) =>
      instance && instanceType && instance.attached >= instanceType.maxInterfaces,
    because: ofType(
      ({ instance }, type) =>
        `the instance holds ${instance?.attached ?? '?'} of ${type.maxInterfaces} interfaces`,
    ),
  },
  {
    refusal: vpcRefusals.PrivateIpsPerEni,
    parameter: 'NetworkInterfaceId',
    broken: ({ networkInterface, instanceType }) =>
      networkInterface &&
      instanceType &&
      networkInterface.ipv4_count > instanceType.maxAddressesPerInterface,
    because: ofType(
      ({ networkInterface }, type) =>
        `the interface has ${networkInterface?.ipv4_count ?? '?'} IPv4 addresses of ${type.maxAddressesPerInterface}`,
    ),
  },
  {
    refusal: vpcRefusals.Ipv6AddressesPerEni,
    parameter: 'NetworkInterfaceId',
    broken: ({ networkInterface, instanceType }) =>
      networkInterface &&
      instanceType &&
      networkInterface.ipv6_count > instanceType.maxAddressesPerInterface,
    because: ofType(
      ({ networkInterface }, type) =>
        `the interface has ${networkInterface?.ipv6_count ?? '?'} IPv6 addresses of ${type.maxAddressesPerInterface}`,
    ),
  },
  {
    refusal: vpcRefusals.EipInvalidStatus,
    broken: ({ networkInterface }) => networkInterface && networkInterface.moving_eips > 0,
    because: sayOfInterface(
      (eni: InterfaceFacts) => `${eni.moving_eips} of its EIPs are on their way`,
    ),
  },
];

function both(test: (eni: InterfaceFacts, instance: InstanceFacts) => boolean) {
  return ({ networkInterface, instance }: AttachFacts) =>
    networkInterface && instance && test(networkInterface, instance);
}

function ofBoth(say: (eni: InterfaceFacts, instance: InstanceFacts) => string) {
  return ({ networkInterface, instance }: AttachFacts) =>
    networkInterface && instance
      ? say(networkInterface, instance)
      : `${NO_INTERFACE}, or ${NO_INSTANCE}`;
}

function ofType(say: (facts: AttachFacts, type: InstanceType) => string) {
  return (facts: AttachFacts) => (facts.instanceType ? say(facts, facts.instanceType) : NO_TYPE);
}
