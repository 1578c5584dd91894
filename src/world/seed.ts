import type { Call } from '../call.ts';
import { TRANSITIONS as INSTANCE } from '../ecs/instance/lifecycle.ts';
import { makeInstance } from '../ecs/instance/make.ts';
import type { Ids } from '../ids.ts';
import { Refused } from '../refusal.ts';
import { query } from '../store/query.ts';
import { UniqueViolation, type Writer } from '../store/store.ts';
import { bindEip } from '../vpc/eip/bind.ts';
import { makeEip } from '../vpc/eip/make.ts';
import { leave } from '../vpc/leave.ts';
import { TRANSITIONS as INTERFACE } from '../vpc/network-interface/lifecycle.ts';
import { makeInterface } from '../vpc/network-interface/make.ts';
import { interfaceById, primaryNow } from '../vpc/network-interface/rows.ts';
import { makeSecurityGroup } from '../vpc/security-group/make.ts';
import { makeSubnet } from '../vpc/subnet/make.ts';
import { subnetById } from '../vpc/subnet/rows.ts';
import { makeVpc } from '../vpc/vpc/make.ts';
import type {
  EipSeed,
  HolderSeed,
  InstanceSeed,
  NetworkInterfaceSeed,
  SecurityGroupSeed,
  Seed,
  Seeds,
  SubnetSeed,
  VpcSeed,
} from './seeds.ts';
import type { World } from './world.ts';

/** A resource that the world starts with and that cannot be made. One line says why. */
export class SeedError extends Error {
  constructor(id: string, reason: string) {
    super(`${id} of the world file cannot be made: ${reason}`);
    this.name = 'SeedError';
  }
}

/** What making resources takes. */
export interface House {
  readonly world: World;
  readonly ids: Ids;
}

/**
 * Makes the resources that a world starts with, in the caller's transaction. Each id is made once
 * ever: one that was deleted through the API does not come back with the next start.
 * @returns how many were made.
 * @throws SeedError when one cannot be made, because it differs from what the store holds.
 */
export async function plantSeeds(tx: Writer, seeds: Seeds, house: House): Promise<number> {
  let count = 0;
  const plant = async <S extends Seed>(
    list: readonly S[],
    make: (tx: Writer, call: Call, seed: S) => Promise<unknown>,
  ) => {
    for (const seed of list) {
      if ((await tx.first(seedById, { id: seed.id })) !== undefined) continue;
      await orSay(seed.id, () => make(tx, callFor(house, seed), seed));
      await tx.insert('seed', { id: seed.id });
      count += 1;
    }
  };
  await plant(seeds.vpcs, plantVpc);
  await plant(seeds.subnets, plantSubnet);
  await plant(seeds.securityGroups, plantSecurityGroup);
  // Those with addresses of their own first: none may be given out before.
  for (const named of [true, false]) {
    const now = (seed: HolderSeed) => (seed.primaryIpAddress !== undefined) === named;
    await plant(seeds.instances.filter(now), plantInstance);
    await plant(seeds.networkInterfaces.filter(now), plantInterface);
  }
  for (const named of [true, false]) {
    const now = (seed: EipSeed) => (seed.ipAddress !== undefined) === named;
    await plant(seeds.eips.filter(now), plantEip);
  }
  return count;
}

async function plantVpc(tx: Writer, call: Call, seed: VpcSeed): Promise<void> {
  await makeVpc(tx, call, {
    ...seed,
    status: 'Available',
    ipv6:
      seed.ipv6CidrBlock === undefined ? undefined : { cidrBlock: seed.ipv6CidrBlock, isp: 'BGP' },
    securityGroupId: seed.defaultSecurityGroupId,
  });
}

async function plantSubnet(tx: Writer, call: Call, seed: SubnetSeed): Promise<void> {
  await makeSubnet(tx, call, {
    ...seed,
    status: 'Available',
    vpc: { id: seed.vpcId, project_name: seed.projectName },
    ipv6CidrBlock: seed.ipv6CidrBlock || undefined,
  });
}

async function plantSecurityGroup(tx: Writer, call: Call, seed: SecurityGroupSeed): Promise<void> {
  await makeSecurityGroup(tx, call, { ...seed, status: 'Available' });
}

/** One that is to be RUNNING is CREATING until the data plane has its interfaces in it. */
async function plantInstance(tx: Writer, call: Call, seed: InstanceSeed): Promise<void> {
  const runs = seed.status === INSTANCE.create.to;
  await makeInstance(tx, call, {
    ...seed,
    status: runs ? INSTANCE.create.from : seed.status,
    primary: { ...(await holder(tx, seed)), id: seed.primaryNetworkInterfaceId },
  });
  if (runs) await leave(tx, call, INSTANCE.create, seed.id);
}

/** One that is to be on an instance is Attaching until the data plane has put it there. */
async function plantInterface(tx: Writer, call: Call, seed: NetworkInterfaceSeed): Promise<void> {
  const { instanceId = null } = seed;
  await makeInterface(tx, call, {
    ...seed,
    ...(await holder(tx, seed)),
    status: instanceId === null ? 'Available' : INTERFACE.attach.from,
    instanceId,
  });
  if (instanceId !== null) await leave(tx, call, INTERFACE.attach, seed.id);
}

async function plantEip(tx: Writer, call: Call, seed: EipSeed): Promise<void> {
  await makeEip(tx, call, { ...seed, address: seed.ipAddress });
  const { instanceId } = seed;
  const target = instanceId ?? seed.networkInterfaceId;
  if (target === undefined) return;
  const primary = instanceId === undefined ? undefined : await tx.first(primaryNow, { instanceId });
  const carrier = await tx.first(interfaceById, { id: primary?.id ?? target });
  if (carrier === undefined) throw new SeedError(seed.id, `${target} is gone`);
  await bindEip(tx, call, {
    allocationId: seed.id,
    instanceType: instanceId === undefined ? 'NetworkInterface' : 'EcsInstance',
    instanceId: target,
    networkInterfaceId: carrier.id,
    privateIpAddress: seed.privateIpAddress ?? carrier.primary_ip_address,
  });
}

/** Where an instance or an interface stands, and its addresses. */
async function holder(tx: Writer, seed: HolderSeed) {
  const { subnetId, privateIpAddresses, ipv6Addresses, ...own } = seed;
  const subnet = await tx.first(subnetById, { id: subnetId });
  if (subnet === undefined) throw new SeedError(seed.id, `${subnetId} is gone`);
  return {
    subnet,
    securityGroupIds: own.securityGroupIds,
    primaryIpAddress: own.primaryIpAddress,
    privateIps: { given: privateIpAddresses },
    ipv6: { given: ipv6Addresses },
    macAddress: own.macAddress,
  };
}

/** What is planted settles at once, in every mode. */
function callFor({ world, ids }: House, { id, accountId, regionId }: Seed): Call {
  const region = world.region(regionId);
  if (region === undefined) throw new SeedError(id, `there is no region ${regionId}`);
  return { accountId, region, requestId: '', world, ids, settlesAt: (_, now) => now };
}

async function orSay(id: string, make: () => Promise<unknown>): Promise<void> {
  try {
    await make();
  } catch (error) {
    if (error instanceof Refused)
      throw new SeedError(id, `${error.refusal.code}: ${error.message}`);
    if (error instanceof UniqueViolation) {
      throw new SeedError(id, 'the store has its id, its address or its MAC already');
    }
    throw error;
  }
}

const seedById = query((db, p: { id: string }) =>
  db.selectFrom('seed').select('id').where('id', '=', p.id),
);
