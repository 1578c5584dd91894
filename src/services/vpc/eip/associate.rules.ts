import type { Rule } from '#core/action.ts';
import type { HaVipRow } from '#store/schema/ha-vip.ts';
import type { EipRow, NetworkInterfaceRow } from '#store/schema.ts';
import { haVipInStatus } from '../ha-vip/ha-vip.rules.ts';
import { vpcRefusals } from '../refusals.ts';

export interface AssociateFacts {
  readonly eip: Pick<EipRow, 'status' | 'billing_type'> | undefined;
  readonly instanceType: string;
  /** Whether Tenon has resources of that type. */
  readonly bindable: boolean;
  readonly instanceId: string;
  /** The named instance, or the instance of the named interface. */
  readonly instance: { readonly status: string } | undefined;
  /** The named interface, or the primary interface of the instance. */
  readonly networkInterface:
    | Pick<NetworkInterfaceRow, 'status' | 'type' | 'service_managed'>
    | undefined;
  /** The named virtual IP. */
  readonly haVip: Pick<HaVipRow, 'id' | 'status'> | undefined;
  /** A given parameter that makes no sense with a virtual IP. */
  readonly notOfHaVip: string | undefined;
  /**
   * The requested private address, that of the virtual IP, or the interface's primary one;
   * undefined when there is none.
   */
  readonly privateIpAddress: string | undefined;
  readonly heldByInterface: boolean;
  readonly taken: boolean;
  readonly releaseWithInstance: boolean;
}

const SERVING = ['RUNNING', 'STOPPED'];
const STEADY = ['Available', 'InUse'];

/**
 * The preconditions of AssociateEipAddress. The vendor's table was not found: the order is ours.
 */
export const associateRules: readonly Rule<AssociateFacts>[] = [
  {
    refusal: vpcRefusals.EipNotFound,
    broken: ({ eip }) => eip === undefined,
    because: ({ eip }) => (eip ? 'the EIP exists' : 'there is no such EIP'),
  },
  {
    refusal: vpcRefusals.EipTargetUnsupported,
    parameter: 'InstanceType',
    args: ({ instanceType }) => [instanceType],
    broken: ({ bindable }) => !bindable,
    because: ({ instanceType }) => `InstanceType is ${instanceType}`,
  },
  {
    refusal: vpcRefusals.InstanceNotFound,
    broken: ({ instance, instanceType }) =>
      instanceType === 'EcsInstance' && instance === undefined,
    because: ({ instance }) => (instance ? 'the instance exists' : 'there is no such instance'),
  },
  {
    refusal: vpcRefusals.InstanceInvalidStatus,
    broken: ({ instance, instanceType, networkInterface }) =>
      instance &&
      (instanceType === 'EcsInstance' || networkInterface?.type === 'primary') &&
      !SERVING.includes(instance.status),
    because: ({ instance }) => `the instance is ${instance?.status ?? 'absent'}`,
  },
  {
    refusal: vpcRefusals.ParametersExclude,
    args: ({ notOfHaVip }) => ['InstanceType', notOfHaVip ?? ''],
    broken: ({ notOfHaVip }) => notOfHaVip !== undefined,
    because: ({ instanceType, notOfHaVip }) =>
      `InstanceType is ${instanceType}, ${notOfHaVip ?? 'nothing stray'} is given`,
  },
  {
    refusal: vpcRefusals.HaVipNotFound,
    broken: ({ haVip, instanceType }) => instanceType === 'HaVip' && haVip === undefined,
    because: ({ haVip }) => (haVip ? `${haVip.id} exists` : 'there is no such HaVip'),
  },
  {
    refusal: vpcRefusals.EniNotFound,
    broken: ({ networkInterface, instanceType }) =>
      instanceType !== 'HaVip' && networkInterface === undefined,
    because: of((eni) => `the interface is ${eni.status}`),
  },
  {
    refusal: vpcRefusals.EniServiceManaged,
    broken: ({ networkInterface }) => networkInterface && networkInterface.service_managed === 1,
    because: of((eni) => `ServiceManaged is ${eni.service_managed === 1}`),
  },
  {
    refusal: vpcRefusals.EipInvalidStatus,
    broken: ({ eip }) => eip && eip.status !== 'Available',
    because: ({ eip }) => `the EIP is ${eip?.status ?? 'absent'}`,
  },
  haVipInStatus,
  {
    refusal: vpcRefusals.EniInvalidStatus,
    broken: ({ networkInterface }) => networkInterface && !STEADY.includes(networkInterface.status),
    because: of((eni) => `the interface is ${eni.status}`),
  },
  {
    refusal: vpcRefusals.SubnetIpv4Disabled,
    broken: ({ networkInterface, privateIpAddress }) =>
      networkInterface && privateIpAddress === undefined,
    because: ({ privateIpAddress }) =>
      `the interface has ${privateIpAddress === undefined ? 'no' : 'a'} primary IPv4 address`,
  },
  {
    refusal: vpcRefusals.PrivateIpMalformed,
    parameter: 'PrivateIpAddress',
    broken: ({ networkInterface, heldByInterface }) => networkInterface && !heldByInterface,
    because: ({ heldByInterface, privateIpAddress }) =>
      `${privateIpAddress} is ${heldByInterface ? '' : 'not '}on the interface`,
  },
  {
    refusal: vpcRefusals.PrivateIpHasEip,
    broken: ({ taken }) => taken,
    because: ({ taken, privateIpAddress }) => `${privateIpAddress} has ${taken ? 'an' : 'no'} EIP`,
  },
  {
    refusal: vpcRefusals.EipBillingMalformed,
    parameter: 'ReleaseWithInstance',
    broken: ({ eip, releaseWithInstance }) => eip && releaseWithInstance && eip.billing_type === 1,
    because: ({ eip, releaseWithInstance }) =>
      `ReleaseWithInstance is ${releaseWithInstance}, BillingType is ${eip?.billing_type ?? '?'}`,
  },
];

function of(say: (eni: NonNullable<AssociateFacts['networkInterface']>) => string) {
  return ({ networkInterface }: AssociateFacts) =>
    networkInterface ? say(networkInterface) : 'there is no such interface';
}
