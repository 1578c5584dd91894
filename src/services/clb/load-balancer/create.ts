import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import type { Holding } from '#core/common.rules.ts';
import { ownKey } from '#core/context.ts';
import { id, integer, list, text } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import {
  type JoinFacts,
  joinRulesWhereNamed,
} from '#services/vpc/bandwidth-package/member.rules.ts';
import { newEipInPackage } from '#services/vpc/bandwidth-package/new-eip.ts';
import { BILLING as EIP_BILLING } from '#services/vpc/billing-types.ts';
import { creationParameters } from '#services/vpc/creation-parameters.ts';
import { isp } from '#services/vpc/eip/parameters.ts';
import { description, resourceName } from '#services/vpc/names.ts';
import { vpcRefusals } from '#services/vpc/refusals.ts';
import { ownSubnetToChange } from '#services/vpc/subnet/rows.ts';
import {
  subnetExists,
  subnetHasIpv4,
  subnetIsAvailable,
} from '#services/vpc/subnet/subnet.rules.ts';
import type { SubnetRow } from '#store/schema.ts';
import { clbRefusals } from '../refusals.ts';
import { BILLING, type PeriodFacts, periodIsSold } from './billing.rules.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { makeLoadBalancer } from './make.ts';
import { addressIpVersion, changeable, loadBalancerSpec, loadBalancerType } from './parameters.ts';
import { endOfPeriod, NO_ORDER, period } from './subscription.ts';

const parameters = () =>
  z.object({
    Type: loadBalancerType(),
    SubnetId: id(),
    VpcId: id().optional(),
    RegionId: id().optional(),
    LoadBalancerName: resourceName().optional(),
    Description: description().optional(),
    LoadBalancerSpec: loadBalancerSpec().default('small_1'),
    LoadBalancerBillingType: integer(1, 3).default(BILLING.bySpecification),
    ...period(),
    AddressIpVersion: addressIpVersion().default('ipv4'),
    EniAddress: text(64).optional(),
    EniAddressNum: integer(1, 1).optional(),
    /** With `DualStack` alone. */
    EniIpv6Address: text(64).optional(),
    ZoneType: z.enum(['single', 'active-standby']).optional(),
    MasterZoneId: id().optional(),
    SlaveZoneId: id().optional(),
    EipBillingConfig: z
      .object({
        ISP: isp().optional(),
        EipBillingType: integer(1, 3).optional(),
        Bandwidth: integer(1, 500).optional(),
        BandwidthPackageId: id().optional(),
        SecurityProtectionTypes: list(text(64), 1).optional(),
        SecurityProtectionInstanceId: integer(0, Number.MAX_SAFE_INTEGER).optional(),
      })
      .optional(),
    ...changeable(),
    ...creationParameters(),
  });

type CreateFacts = Holding<'subnet', SubnetRow> &
  JoinFacts &
  PeriodFacts & {
    readonly vpcId: string | undefined;
    /** How the EIP that is made with it is paid for; undefined when none is. */
    readonly eipBillingType: number | undefined;
    /** A zone that the region does not have, if one is named. */
    readonly noZone: string | undefined;
  };

const createRules: readonly Rule<CreateFacts>[] = [
  subnetExists,
  subnetIsAvailable,
  subnetHasIpv4,
  {
    refusal: clbRefusals.SubnetVpcMismatch,
    broken: ({ subnet, vpcId }) => subnet && vpcId !== undefined && subnet.vpc_id !== vpcId,
    because: ({ subnet }) => `the subnet is in ${subnet?.vpc_id ?? 'no VPC'}`,
  },
  {
    refusal: clbRefusals.ZoneNotFound,
    parameter: 'MasterZoneId',
    broken: ({ noZone }) => noZone !== undefined,
    because: ({ noZone }) =>
      noZone === undefined
        ? 'the zones are in the region'
        : `${noZone} is not a zone of this region`,
  },
  periodIsSold,
  {
    refusal: vpcRefusals.EipBillingMalformed,
    parameter: 'EipBillingConfig.EipBillingType',
    broken: ({ eipBillingType, period: asked }) =>
      eipBillingType !== undefined &&
      (eipBillingType === EIP_BILLING.subscription) !== (asked !== undefined),
    because: ({ eipBillingType, period: asked }) =>
      `EipBillingType is ${eipBillingType ?? 'absent'}, the load balancer is ${asked === undefined ? 'not ' : ''}subscribed`,
  },
  {
    refusal: vpcRefusals.EipProtectionMalformed,
    parameter: 'EipBillingConfig.SecurityProtectionTypes',
    broken: ({ eipBillingType, joining }) =>
      eipBillingType === EIP_BILLING.subscription &&
      joining !== undefined &&
      joining.family === 4 &&
      joining.protection !== '[]',
    because: ({ eipBillingType }) => `EipBillingType is ${eipBillingType ?? 'absent'}`,
  },
  ...joinRulesWhereNamed('EipBillingConfig.EipBillingType'),
];

/** Makes a load balancer with an interface in a subnet. It is Creating, then Active. */
export const createLoadBalancer = writeAction({
  name: 'CreateLoadBalancer',
  summary: 'create a load balancer, which is recorded and forwards nothing',
  parameters,
  result: () => z.object({ LoadBalancerId: z.string(), OrderId: z.string() }),
  inert: {
    RegionId: 'it is the region that the request is signed for',
    ZoneType: 'MasterZoneId and SlaveZoneId say it',
    'EipBillingConfig.SecurityProtectionInstanceId': 'there is no such protection',
  },
  begins: [TRANSITIONS.create],
  rules: createRules,
  refusals: [
    vpcRefusals.EniQuota,
    vpcRefusals.SubnetIpv4Disabled,
    vpcRefusals.SubnetIpv6Disabled,
    vpcRefusals.Ipv6Malformed,
    vpcRefusals.Ipv6InUse,
    vpcRefusals.InsufficientIp,
    vpcRefusals.PrivateIpMalformed,
    vpcRefusals.PrivateIpInUse,
    vpcRefusals.EipQuota,
    vpcRefusals.Conflict,
  ],

  async facts(tx, input, context) {
    const zones = [input.MasterZoneId, input.SlaveZoneId];
    const subscribed = input.LoadBalancerBillingType === BILLING.subscription;
    const eip = eipOf(input);
    return {
      subnet: await tx.first(ownSubnetToChange, ownKey(context, input.SubnetId)),
      vpcId: input.VpcId,
      period: subscribed ? input : undefined,
      eipBillingType: eip?.EipBillingType,
      noZone: zones.find((zone) => zone !== undefined && !context.region.zones.includes(zone)),
      ...(await newEipInPackage(
        tx,
        context,
        eip && {
          bandwidthPackageId: eip.BandwidthPackageId,
          billingType: eip.EipBillingType,
          isp: eip.ISP,
          securityProtectionTypes: eip.SecurityProtectionTypes,
        },
      )),
    };
  },

  async change(tx, { subnet, period: asked }, input, context) {
    if (subnet === undefined) refuse(vpcRefusals.SubnetNotFound);
    if (subnet.cidr_block === '') refuse(vpcRefusals.SubnetIpv4Disabled);
    const LoadBalancerId = await makeLoadBalancer(tx, context, {
      subnet,
      asked: input,
      eip: eipOf(input),
      expiresAt: asked === undefined ? 0 : endOfPeriod(tx.now, asked),
    });
    await scheduleTransition(tx, context, TRANSITIONS.create, LoadBalancerId);
    return { LoadBalancerId, OrderId: NO_ORDER };
  },
});

type Asked = z.infer<ReturnType<typeof parameters>>;

/** The EIP that is made with a public load balancer. */
function eipOf({ Type, EipBillingConfig, LoadBalancerBillingType }: Asked) {
  if (Type !== 'public' || EipBillingConfig === undefined) return undefined;
  const subscribed = LoadBalancerBillingType === BILLING.subscription;
  const unlessTold = subscribed ? EIP_BILLING.subscription : EIP_BILLING.byTraffic;
  return { ...EipBillingConfig, EipBillingType: EipBillingConfig.EipBillingType ?? unlessTold };
}
