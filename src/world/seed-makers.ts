import type { Context } from '#core/context.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { TRANSITIONS as INSTANCE } from '#services/ecs/instance/lifecycle.ts';
import { makeInstance } from '#services/ecs/instance/make.ts';
import { instanceById } from '#services/ecs/instance/rows.ts';
import { bindEip } from '#services/vpc/eip/bind.ts';
import { makeEip } from '#services/vpc/eip/make.ts';
import { TRANSITIONS as INTERFACE } from '#services/vpc/network-interface/lifecycle.ts';
import { makeInterface } from '#services/vpc/network-interface/make.ts';
import {
  addressesOfInterface,
  attachedCount,
  interfaceById,
  peekPrimary,
} from '#services/vpc/network-interface/rows.ts';
import { makeSecurityGroup } from '#services/vpc/security-group/make.ts';
import { securityGroupsToJoin } from '#services/vpc/security-group/rows.ts';
import { makeSubnet } from '#services/vpc/subnet/make.ts';
import { ipv4Range, overlaps } from '#services/vpc/subnet/range.ts';
import { blocksOfVpc, subnetById } from '#services/vpc/subnet/rows.ts';
import { makeVpc } from '#services/vpc/vpc/make.ts';
import { ownVpcToChange } from '#services/vpc/vpc/rows.ts';
import type { Writer } from '#store/store.ts';
import type {
  EipSeed,
  HolderSeed,
  InstanceSeed,
  NetworkInterfaceSeed,
  SecurityGroupSeed,
  Seed,
  SubnetSeed,
  VpcSeed,
} from './seeds.ts';

/** A resource of the world that cannot be made. The message says why in one line. */
export class SeedError extends Error {
  constructor(id: string, reason: string) {
    super(`${id} of the world file cannot be made: ${reason}`);
    this.name = 'SeedError';
  }
}

export async function plantVpc(tx: Writer, context: Context, seed: VpcSeed): Promise<void> {
  await makeVpc(tx, context, {
    ...seed,
    status: 'Available',
    ipv6:
      seed.ipv6CidrBlock === undefined ? undefined : { cidrBlock: seed.ipv6CidrBlock, isp: 'BGP' },
    securityGroupId: seed.defaultSecurityGroupId,
  });
}

export async function plantSubnet(tx: Writer, context: Context, seed: SubnetSeed): Promise<void> {
  await inVpc(tx, seed);
  const range = ipv4Range(seed.cidrBlock);
  for (const other of await tx.all(blocksOfVpc, { vpcId: seed.vpcId })) {
    const taken = ipv4Range(other.cidr_block);
    const sameIpv6 = seed.ipv6CidrBlock !== '' && other.ipv6_cidr_block === seed.ipv6CidrBlock;
    if ((range && taken && overlaps(range, taken)) || sameIpv6) {
      throw new SeedError(seed.id, `${other.id} overlaps it`);
    }
  }
  await makeSubnet(tx, context, {
    ...seed,
    status: 'Available',
    vpc: { id: seed.vpcId, project_name: seed.projectName },
    ipv6CidrBlock: seed.ipv6CidrBlock || undefined,
  });
}

export async function plantSecurityGroup(
  tx: Writer,
  context: Context,
  seed: SecurityGroupSeed,
): Promise<void> {
  await inVpc(tx, seed);
  await makeSecurityGroup(tx, context, { ...seed, status: 'Available' });
}

/**
 * An instance that is to be RUNNING is CREATING until the data plane has plugged its interfaces.
 */
export async function plantInstance(
  tx: Writer,
  context: Context,
  seed: InstanceSeed,
): Promise<void> {
  const runs = seed.status === INSTANCE.create.to;
  await makeInstance(tx, context, {
    ...seed,
    status: runs ? INSTANCE.create.from : seed.status,
    primary: { ...(await holder(tx, seed)), id: seed.primaryNetworkInterfaceId },
  });
  if (runs) await scheduleTransition(tx, context, INSTANCE.create, seed.id);
}

/** An interface that is to be on an instance is Attaching until the data plane has plugged it. */
export async function plantInterface(
  tx: Writer,
  context: Context,
  seed: NetworkInterfaceSeed,
): Promise<void> {
  const { instanceId = null } = seed;
  if (instanceId !== null) await roomOn(tx, context, seed, instanceId);
  await makeInterface(tx, context, {
    ...seed,
    ...(await holder(tx, seed)),
    status: instanceId === null ? 'Available' : INTERFACE.attach.from,
    instanceId,
  });
  if (instanceId !== null) await scheduleTransition(tx, context, INTERFACE.attach, seed.id);
}

export async function plantEip(tx: Writer, context: Context, seed: EipSeed): Promise<void> {
  await makeEip(tx, context, { ...seed, address: seed.ipAddress });
  const { instanceId } = seed;
  const target = instanceId ?? seed.networkInterfaceId;
  if (target === undefined) return;
  const primary =
    instanceId === undefined ? undefined : await tx.first(peekPrimary, { instanceId });
  const carrier = await tx.first(interfaceById, { id: primary?.id ?? target });
  if (carrier === undefined) throw gone(seed, target);
  const address = seed.privateIpAddress ?? carrier.primary_ip_address;
  const held = await tx.all(addressesOfInterface, { id: carrier.id });
  if (!held.some((row) => row.address === address)) {
    throw new SeedError(seed.id, `${carrier.id} does not hold ${address}`);
  }
  await bindEip(tx, context, {
    allocationId: seed.id,
    instanceType: instanceId === undefined ? 'NetworkInterface' : 'EcsInstance',
    instanceId: target,
    networkInterfaceId: carrier.id,
    privateIpAddress: address,
  });
}

/** The subnet of an instance or interface, and its addresses. */
async function holder(tx: Writer, seed: HolderSeed) {
  const { subnetId, privateIpAddresses, ipv6Addresses, ...own } = seed;
  const subnet = await tx.first(subnetById, { id: subnetId });
  if (subnet === undefined) throw gone(seed, subnetId);
  const groups = await securityGroupsToJoin(tx, subnet, own.securityGroupIds);
  for (const id of own.securityGroupIds) if (!groups.has(id)) throw gone(seed, id);
  return {
    subnet,
    securityGroupIds: own.securityGroupIds,
    primaryIpAddress: own.primaryIpAddress,
    privateIps: { given: privateIpAddresses },
    ipv6: { given: ipv6Addresses },
    macAddress: own.macAddress,
  };
}

/** An instance that takes one more interface. */
async function roomOn(
  tx: Writer,
  { world }: Context,
  seed: NetworkInterfaceSeed,
  instanceId: string,
): Promise<void> {
  const instance = await tx.first(instanceById, { id: instanceId });
  if (instance === undefined) throw gone(seed, instanceId);
  const { attached = 0 } = (await tx.first(attachedCount, { instanceId })) ?? {};
  const most = world.instanceType(instance.instance_type_id)?.maxInterfaces ?? attached + 1;
  if (attached >= most) throw new SeedError(seed.id, `${instanceId} takes ${most} interfaces`);
}

/** What a seed is in may have been deleted since it was made. */
export async function inVpc(tx: Writer, seed: Seed & { readonly vpcId: string }): Promise<void> {
  const key = { id: seed.vpcId, account_id: seed.accountId, region: seed.regionId };
  if ((await tx.first(ownVpcToChange, key)) === undefined) throw gone(seed, seed.vpcId);
}

export const gone = ({ id }: Seed, other: string) => new SeedError(id, `${other} is gone`);
