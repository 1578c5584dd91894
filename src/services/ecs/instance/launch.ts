import type { Context } from '#core/context.ts';
import { refuse } from '#core/refusal.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { bindEip } from '#services/vpc/eip/bind.ts';
import { makeEip } from '#services/vpc/eip/make.ts';
import { subscriptionEnd } from '#services/vpc/eip/subscription.ts';
import { interfaceById } from '#services/vpc/network-interface/rows.ts';
import { vpcRefusals } from '#services/vpc/refusals.ts';
import type { Writer } from '#store/store.ts';
import { groupsFor } from '../deployment-set/join.ts';
import { joinSet } from '../deployment-set/members.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { type MadeInstance, makeInstance, type OwnInterfaceSpec } from './make.ts';
import { MONTHS } from './parameters.ts';
import { billingType } from './run.facts.ts';
import type { RunInput } from './run.parameters.ts';
import type { RunFacts, RunInterface } from './run.rules.ts';

/** The refusals that only the launch itself can find. */
export const LAUNCH_REFUSALS = [
  vpcRefusals.PrivateIpMalformed,
  vpcRefusals.PrivateIpInUse,
  vpcRefusals.SubnetIpv4Disabled,
  vpcRefusals.SubnetIpv6Disabled,
  vpcRefusals.EipPoolEmpty,
] as const;

/**
 * Launches instances with their interfaces and EIPs, for RunInstances or for an order of scheduled
 * instances: all of Count, or as many as fit. They are CREATING. Resolves to their ids.
 */
export async function launchInstances(
  tx: Writer,
  context: Context,
  facts: RunFacts,
  input: RunInput,
  scheduledInstanceId?: string,
): Promise<string[]> {
  const count = Math.min(facts.count, ...Object.values(facts.capacity));
  const groups = groupsFor(facts, count);
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const made = await launch(tx, context, facts, input, index, scheduledInstanceId);
    if (facts.deploymentSet) {
      await joinSet(tx, {
        id: made.id,
        deployment_set_id: facts.deploymentSet.id,
        zone_id: facts.zoneId,
        group_number: groups[index] ?? 0,
      });
    }
    if (input.EipAddress) await giveEip(tx, context, input, input.EipAddress, made);
    ids.push(made.id);
  }
  return ids;
}

async function launch(
  tx: Writer,
  context: Context,
  facts: RunFacts,
  input: RunInput,
  index: number,
  scheduledInstanceId: string | undefined,
): Promise<MadeInstance> {
  const [primary, ...secondaries] = facts.interfaces.map(interfaceSpec);
  if (primary === undefined) return refuse(vpcRefusals.SubnetNotFound);
  const made = await makeInstance(tx, context, {
    accountId: context.accountId,
    status: TRANSITIONS.create.from,
    instanceTypeId: facts.instanceTypeId ?? '',
    imageId: input.ImageId,
    image: facts.image,
    projectName: input.ProjectName,
    name: facts.names?.[index],
    description: input.Description,
    hostname: facts.hostnames?.[index],
    primary,
    secondaries,
    volumes: facts.volumes,
    instanceChargeType: input.InstanceChargeType,
    expiresAt: subscription(tx, input),
    spotStrategy: input.SpotStrategy,
    hpcClusterId: input.HpcClusterId,
    keyPairName: input.KeyPairName,
    userData: input.UserData,
    httpTokens: input.HttpTokens,
    options: {
      cpu: input.CpuOptions,
      jumboFrame: input.NetworkOptions?.EnableJumboFrame,
      spotPriceLimit: input.SpotPriceLimit,
    },
    deletionProtection: input.DeletionProtection,
    scheduledInstanceId,
    tags: input.Tags,
  });
  await scheduleTransition(tx, context, TRANSITIONS.create, made.id);
  return made;
}

function interfaceSpec(asked: RunInterface, index: number): OwnInterfaceSpec {
  if (asked.subnet === undefined) return refuse(vpcRefusals.SubnetNotFound);
  const parameterPrefix = `NetworkInterfaces.${index + 1}.`;
  return {
    subnet: asked.subnet,
    parameterPrefix,
    securityGroupIds: asked.securityGroupIds,
    primaryIpAddress: asked.primaryIpAddress,
    privateIps: {
      given: asked.privateIpAddresses,
      parameter: `${parameterPrefix}PrivateIpAddresses`,
    },
    ipv6: { count: asked.ipv6Count },
  };
}

/** Makes an EIP and binds it to the primary address of a new instance. */
async function giveEip(
  tx: Writer,
  context: Context,
  input: RunInput,
  asked: NonNullable<RunInput['EipAddress']>,
  { id, primaryInterfaceId }: MadeInstance,
): Promise<void> {
  const eip = await makeEip(tx, context, {
    accountId: context.accountId,
    projectName: input.ProjectName,
    isp: asked.ISP,
    bandwidth: asked.BandwidthMbps,
    billingType: billingType(asked.ChargeType),
    expiresAt: asked.ChargeType === 'PrePaid' ? subscription(tx, input) : undefined,
    securityProtectionTypes: asked.SecurityProtectionTypes,
    bandwidthPackageId: asked.BandwidthPackageId,
  });
  const primary = await tx.first(interfaceById, { id: primaryInterfaceId });
  await bindEip(tx, context, {
    allocationId: eip.id,
    instanceType: 'EcsInstance',
    instanceId: id,
    networkInterfaceId: primaryInterfaceId,
    privateIpAddress: primary?.primary_ip_address ?? '',
    releaseWithInstance: asked.ReleaseWithInstance ?? false,
  });
}

function subscription({ now }: Writer, input: RunInput): number | undefined {
  if (input.InstanceChargeType !== 'PrePaid') return undefined;
  return subscriptionEnd(now, MONTHS, input.Period);
}
