import type { Rule } from '#core/action.ts';
import { onlyWhere } from '#core/common.rules.ts';
import { activeLoadBalancer } from '#services/clb/load-balancer/load-balancer.rules.ts';
import {
  natGatewayExists,
  natGatewayIsAvailable,
} from '#services/natgateway/nat-gateway/nat-gateway.rules.ts';
import { natGatewayRefusals } from '#services/natgateway/refusals/nat-gateway.ts';
import type { LoadBalancerRow } from '#store/schema/clb.ts';
import type { HaVipRow } from '#store/schema/ha-vip.ts';
import type { NatGatewayRow } from '#store/schema/nat-gateway.ts';
import type { EipRow, NetworkInterfaceRow } from '#store/schema.ts';
import { haVipExists, haVipIsSettled } from '../ha-vip/ha-vip.rules.ts';
import { instanceExists, instanceIsSettled } from '../instance.rules.ts';
import {
  interfaceExists,
  interfaceIsSettled,
  interfaceNotServiceManaged,
} from '../network-interface/network-interface.rules.ts';
import { vpcRefusals } from '../refusals.ts';
import { eipExists, eipInStatus } from './eip.rules.ts';

export interface AssociateFacts {
  readonly eip: Pick<EipRow, 'status' | 'billing_type'> | undefined;
  readonly instanceType: string;
  readonly instanceId: string;
  /** The named instance, or the instance of the named interface. */
  readonly instance: { readonly status: string } | undefined;
  /** The named interface, or the primary interface of the instance. */
  readonly networkInterface:
    | Pick<NetworkInterfaceRow, 'id' | 'status' | 'type' | 'service_managed'>
    | undefined;
  /** The named virtual IP. */
  readonly haVip: Pick<HaVipRow, 'id' | 'status'> | undefined;
  /** The named NAT gateway, with how many EIPs it has and may have. */
  readonly natGateway: Pick<NatGatewayRow, 'id' | 'status' | 'network_type'> | undefined;
  /** The named load balancer. */
  readonly loadBalancer: LoadBalancerRow | undefined;
  readonly eipsOnNatGateway: number;
  readonly eipsAllowed: number;
  /** A given parameter that makes no sense with a virtual IP or a NAT gateway. */
  readonly stray: string | undefined;
  /**
   * The requested private address, that of the virtual IP, or the interface's primary one;
   * undefined when there is none, as on a NAT gateway.
   */
  readonly privateIpAddress: string | undefined;
  readonly heldByInterface: boolean;
  readonly taken: boolean;
  readonly releaseWithInstance: boolean;
}

type Named = Pick<AssociateFacts, 'instanceType'>;

const ofLoadBalancer = ({ instanceType }: Named) => instanceType === 'ClbInstance';
const ofNatGateway = ({ instanceType }: Named) => instanceType === 'Nat';

/** An interface may get an EIP whatever its instance does, unless it is the primary one. */
const goesWithInstance = ({ instanceType, networkInterface }: AssociateFacts) =>
  instanceType === 'EcsInstance' || networkInterface?.type === 'primary';

/**
 * The preconditions of AssociateEipAddress. The vendor's table was not found: the order is ours.
 */
export const associateRules: readonly Rule<AssociateFacts>[] = [
  eipExists,
  onlyWhere(({ instanceType }: Named) => instanceType === 'EcsInstance', instanceExists),
  onlyWhere(goesWithInstance, instanceIsSettled),
  {
    refusal: vpcRefusals.ParametersExclude,
    args: ({ stray }) => ['InstanceType', stray ?? ''],
    broken: ({ stray }) => stray !== undefined,
    because: ({ instanceType, stray }) =>
      `InstanceType is ${instanceType}, ${stray ?? 'nothing stray'} is given`,
  },
  onlyWhere(({ instanceType }: Named) => instanceType === 'HaVip', haVipExists),
  onlyWhere(ofNatGateway, natGatewayExists),
  ...activeLoadBalancer.map((rule) => onlyWhere(ofLoadBalancer, rule)),
  onlyWhere(
    ({ instanceType }: Named) => !['HaVip', 'Nat', 'ClbInstance'].includes(instanceType),
    interfaceExists,
  ),
  interfaceNotServiceManaged,
  eipInStatus('Available'),
  haVipIsSettled,
  {
    refusal: natGatewayRefusals.NatGatewayNetworkType,
    broken: ({ natGateway }) => natGateway && natGateway.network_type !== 'internet',
    because: ({ natGateway }) => `its NetworkType is ${natGateway?.network_type ?? 'unknown'}`,
  },
  {
    refusal: natGatewayRefusals.EipsPerNatGateway,
    parameter: 'InstanceId',
    broken: ({ natGateway, eipsOnNatGateway, eipsAllowed }) =>
      natGateway && eipsOnNatGateway >= eipsAllowed,
    because: ({ eipsOnNatGateway, eipsAllowed }) =>
      `the NAT gateway has ${eipsOnNatGateway} of ${eipsAllowed} EIPs`,
  },
  natGatewayIsAvailable,
  interfaceIsSettled,
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
      `${privateIpAddress ?? 'no address'} is ${heldByInterface ? '' : 'not '}on the interface`,
  },
  {
    refusal: vpcRefusals.PrivateIpHasEip,
    broken: ({ taken }) => taken,
    because: ({ taken, privateIpAddress }) =>
      `${privateIpAddress ?? 'no address'} has ${taken ? 'an' : 'no'} EIP`,
  },
  {
    refusal: vpcRefusals.EipBillingMalformed,
    parameter: 'ReleaseWithInstance',
    broken: ({ eip, releaseWithInstance }) => eip && releaseWithInstance && eip.billing_type === 1,
    because: ({ eip, releaseWithInstance }) =>
      `ReleaseWithInstance is ${releaseWithInstance}, BillingType is ${eip?.billing_type ?? '?'}`,
  },
];
