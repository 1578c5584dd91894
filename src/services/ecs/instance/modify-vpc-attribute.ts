import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { type Context, ownerOf } from '#core/context.ts';
import { clientToken, id, list, text } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { eipsOfInterfaces } from '#services/vpc/eip/rows.ts';
import { aHaVipOf } from '#services/vpc/ha-vip/rows.ts';
import { leaveInstanceGroups } from '#services/vpc/instance-group/members.ts';
import { TRANSITIONS as INTERFACE } from '#services/vpc/network-interface/lifecycle.ts';
import { replacePrimary } from '#services/vpc/network-interface/replace-primary.ts';
import {
  interfacesOfInstances,
  ownInterface,
  securityGroupsOfInterfaces,
} from '#services/vpc/network-interface/rows.ts';
import { askedGroups } from '#services/vpc/network-interface/security-groups.rules.ts';
import { vpcRefusals } from '#services/vpc/refusals.ts';
import { aRouteThrough } from '#services/vpc/route-entry/rows.ts';
import { securityGroupsToJoin } from '#services/vpc/security-group/rows.ts';
import { ownSubnetToChange } from '#services/vpc/subnet/rows.ts';
import { ownVpc } from '#services/vpc/vpc/rows.ts';
import type { Reader } from '#store/store.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { moveRules } from './modify-vpc-attribute.rules.ts';
import { operateFacts } from './operate.ts';

const parameters = () =>
  z.object({
    InstanceId: id(),
    SubnetId: id(),
    VpcId: id().optional(),
    SecurityGroupIds: list(id(), 100).optional(),
    PrimaryIpAddress: text(64).optional(),
    ClientToken: clientToken().optional(),
  });

/**
 * Moves a STOPPED instance to another subnet of its zone, in its VPC or in another one: it gets a
 * new primary interface there, and the old one goes.
 */
export const modifyInstanceVpcAttribute = writeAction({
  name: 'ModifyInstanceVpcAttribute',
  summary: 'move a stopped instance to another subnet',
  parameters,
  result: () => z.object({ NetworkInterfaceId: z.string() }),
  begins: [TRANSITIONS.move, INTERFACE.retire],
  rules: moveRules,
  refusals: [
    vpcRefusals.InsufficientIp,
    vpcRefusals.PrivateIpMalformed,
    vpcRefusals.PrivateIpInUse,
    vpcRefusals.SubnetIpv4Disabled,
  ],
  facts: loadFacts,

  async change(tx, { instanceId, from, primary, subnet, groupIds }, input, context) {
    if (primary === undefined) return refuse(vpcRefusals.EniNotFound);
    if (subnet === undefined) return refuse(vpcRefusals.SubnetNotFound);
    if (subnet.vpc_id !== from?.vpc_id) await leaveInstanceGroups(tx, instanceId);
    await tx.update('instance', instanceId, { vpc_id: subnet.vpc_id, subnet_id: subnet.id });
    const NetworkInterfaceId = await replacePrimary(tx, context, primary, {
      subnet,
      securityGroupIds: groupIds,
      primaryIpAddress: input.PrimaryIpAddress,
    });
    await scheduleTransition(tx, context, TRANSITIONS.move, instanceId);
    return { NetworkInterfaceId };
  },
});

async function loadFacts(
  tx: Reader,
  input: z.infer<ReturnType<typeof parameters>>,
  context: Context,
) {
  const owner = ownerOf(context);
  const facts = await operateFacts(tx, input, context);
  const { instance } = facts;
  const on = (await interfacesOfInstances(tx, [input.InstanceId])).get(input.InstanceId) ?? [];
  const seen = on.find(({ type }) => type === 'primary');
  const primary = instance && seen && (await tx.first(ownInterface, { id: seen.id, ...owner }));
  const secondaries = on.filter(({ type }) => type !== 'primary');
  const kept = primary && (await securityGroupsOfInterfaces(tx, [primary.id])).get(primary.id);
  const given = [...new Set(input.SecurityGroupIds)];
  const groupIds = given.length > 0 ? given : (kept ?? []);
  const groups = await securityGroupsToJoin(tx, owner, groupIds);
  const eips = primary && (await eipsOfInterfaces(tx, [primary.id])).get(primary.id);
  return {
    ...facts,
    from: instance && {
      id: instance.subnet_id,
      vpc_id: instance.vpc_id,
      zone_id: instance.zone_id,
    },
    subnet: await tx.first(ownSubnetToChange, { id: input.SubnetId, ...owner }),
    asked: input.VpcId,
    askedExists:
      input.VpcId !== undefined &&
      (await tx.first(ownVpc, { id: input.VpcId, ...owner })) !== undefined,
    groupsGiven: given.length > 0,
    groupIds,
    securityGroups: askedGroups(given, groups),
    securityGroupsAllowed: context.world.quota(context.accountId, 'SecurityGroupsPerInterface'),
    vpcId: input.VpcId ?? instance?.vpc_id,
    primary,
    secondaries: secondaries.length,
    secondariesWithIpv4: secondaries.filter((each) => each.primary_ip_address !== '').length,
    eips: eips?.length ?? 0,
    haVip: (
      (await tx.first(aHaVipOf, { instanceId: primary?.id ?? '' })) ??
      (await tx.first(aHaVipOf, { instanceId: input.InstanceId }))
    )?.id,
    routeToPrimary: (await tx.first(aRouteThrough, { nextHopId: primary?.id ?? '' }))?.id,
    routeToInstance: (await tx.first(aRouteThrough, { nextHopId: input.InstanceId }))?.id,
  };
}
