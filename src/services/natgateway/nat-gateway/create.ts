import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { flag, id, integer } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { creationParameters } from '#services/vpc/creation-parameters.ts';
import { subscriptionEnd } from '#services/vpc/eip/subscription.ts';
import { description, resourceName } from '#services/vpc/names.ts';
import { vpcRefusals } from '#services/vpc/refusals.ts';
import { routesOfTable } from '#services/vpc/route-entry/rows.ts';
import { freeIpv4 } from '#services/vpc/subnet/addresses.ts';
import { ownSubnetToChange, subnetsOfVpc } from '#services/vpc/subnet/rows.ts';
import { ownVpcToChange } from '#services/vpc/vpc/rows.ts';
import type { Reader } from '#store/store.ts';
import { createRules } from './create.rules.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { makeNatGateway } from './make.ts';
import { BILLING, isPeriod, networkType, spec } from './parameters.ts';
import { natGatewaysOfVpc } from './rows.ts';

const ANYWHERE = '0.0.0.0/0';

const parameters = () =>
  z.object({
    VpcId: id(),
    SubnetId: id().optional(),
    NatGatewayName: resourceName().optional(),
    Description: description().optional(),
    NetworkType: networkType().default('internet'),
    BillingType: integer(1, 3).optional(),
    Spec: spec().default('Small'),
    Period: integer(1, 36).default(1),
    PeriodUnit: z.enum(['Month', 'Year']).default('Month'),
    DirectMode: flag().default(true),
    ...creationParameters(),
  });

/** How it is paid for. A gateway of the intranet can be paid for by usage only. */
const billingOf = (
  input: Pick<z.infer<ReturnType<typeof parameters>>, 'NetworkType' | 'BillingType'>,
) =>
  input.BillingType ??
  (input.NetworkType === 'intranet' ? BILLING.byUsage : BILLING.bySpecification);

/** Makes a NAT gateway with an interface in a subnet. It is Creating, then Available. */
export const createNatGateway = writeAction({
  name: 'CreateNatGateway',
  summary: 'create a NAT gateway',
  parameters,
  result: () => z.object({ NatGatewayId: z.string() }),
  begins: [TRANSITIONS.create],
  rules: createRules,
  refusals: [vpcRefusals.EniQuota, vpcRefusals.InsufficientIp, vpcRefusals.Conflict],

  // The VPC is locked first, as in CreateSubnet: while it is locked, the number of its gateways does
  // not grow.
  async facts(tx, input, context) {
    const owner = ownerOf(context);
    const vpc = await tx.first(ownVpcToChange, { id: input.VpcId, ...owner });
    const subnetId = input.SubnetId ?? (vpc && (await roomySubnet(tx, vpc.id)));
    const gateways = vpc ? await tx.all(natGatewaysOfVpc, { vpcId: vpc.id }) : [];
    const routes = vpc ? await tx.all(routesOfTable, { routeTableId: vpc.route_table_id }) : [];
    const billingType = billingOf(input);
    return {
      vpc,
      named: input.SubnetId !== undefined,
      subnet:
        subnetId === undefined
          ? undefined
          : await tx.first(ownSubnetToChange, { id: subnetId, ...owner }),
      networkType: input.NetworkType,
      billingType,
      billable: input.NetworkType === 'internet' || billingType === BILLING.byUsage,
      periodSold: billingType !== BILLING.subscription || isPeriod(input.PeriodUnit, input.Period),
      held: gateways.length,
      allowed: context.world.quota(context.accountId, 'NatGatewaysPerVpc'),
      defaultRoute: routes.find(({ destination }) => destination === ANYWHERE)?.id,
      first:
        input.NetworkType === 'internet' &&
        !gateways.some(({ network_type }) => network_type === 'internet'),
    };
  },

  async change(tx, { subnet, billingType }, input, context) {
    if (subnet === undefined) refuse(vpcRefusals.SubnetNotFound);
    const months = input.PeriodUnit === 'Year' ? input.Period * 12 : input.Period;
    const subscribed = billingType === BILLING.subscription;
    const natGatewayId = await makeNatGateway(tx, context, {
      subnet,
      networkType: input.NetworkType,
      spec: input.Spec,
      billingType,
      expiresAt: subscribed ? subscriptionEnd(tx.now, 1, months) : 0,
      directMode: input.DirectMode,
      name: input.NatGatewayName,
      description: input.Description,
      projectName: input.ProjectName,
      tags: input.Tags,
    });
    await scheduleTransition(tx, context, TRANSITIONS.create, natGatewayId);
    return { NatGatewayId: natGatewayId };
  },
});

/** The oldest subnet of a VPC that has an address for the gateway's interface, if there is one. */
async function roomySubnet(tx: Reader, vpcId: string): Promise<string | undefined> {
  const subnets = await tx.all(subnetsOfVpc, { vpcId });
  const roomy = subnets.find((each) => each.status === 'Available' && freeIpv4(each) > 0);
  return roomy?.id;
}
