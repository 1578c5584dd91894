import type { Context } from '#core/context.ts';
import { Refused } from '#core/refusal.ts';
import type { Ids } from '#platform/ids.ts';
import { query } from '#store/query.ts';
import { UniqueViolation, type Writer } from '#store/store.ts';
import {
  plantEip,
  plantInstance,
  plantInterface,
  plantSecurityGroup,
  plantSubnet,
  plantVpc,
  SeedError,
} from './seed-makers.ts';
import { plantIpv6Gateway, plantRouteTable } from './seed-routing.ts';
import type { EipSeed, HolderSeed, Seed, Seeds } from './seeds.ts';
import type { World } from './world.ts';

/** What making resources needs. */
export interface SeedContext {
  readonly world: World;
  readonly ids: Ids;
}

/**
 * Makes the resources that a world starts with, in the caller's transaction. Each id is made only
 * once: a resource that was deleted through the API does not come back at the next start.
 * @returns how many were made.
 * @throws SeedError when one cannot be made, because it differs from what the store holds.
 */
export async function plantSeeds(tx: Writer, seeds: Seeds, context: SeedContext): Promise<number> {
  let count = 0;
  const plant = async <S extends Seed>(
    list: readonly S[],
    make: (tx: Writer, context: Context, seed: S) => Promise<unknown>,
  ) => {
    for (const seed of list) {
      if ((await tx.first(seedById, { id: seed.id })) !== undefined) continue;
      await orSay(seed.id, () => make(tx, callFor(context, seed), seed));
      tx.mustTouch();
      await tx.insert('seed', { id: seed.id });
      count += 1;
    }
  };
  await plant(seeds.vpcs, plantVpc);
  await plant(seeds.subnets, plantSubnet);
  await plant(seeds.securityGroups, plantSecurityGroup);
  await plant(seeds.ipv6Gateways, plantIpv6Gateway);
  // Those with given addresses first, before any address is allocated automatically.
  for (const named of [true, false]) {
    const now = (seed: HolderSeed) => (seed.primaryIpAddress !== undefined) === named;
    await plant(seeds.instances.filter(now), plantInstance);
    await plant(seeds.networkInterfaces.filter(now), plantInterface);
  }
  for (const named of [true, false]) {
    const now = (seed: EipSeed) => (seed.ipAddress !== undefined) === named;
    await plant(seeds.eips.filter(now), plantEip);
  }
  // Last, because the next hop of a route must exist.
  await plant(seeds.routeTables, plantRouteTable);
  return count;
}

/** Seeds settle at once, in every mode. */
function callFor({ world, ids }: SeedContext, { id, accountId, regionId }: Seed): Context {
  const region = world.region(regionId);
  if (region === undefined) throw new SeedError(id, `there is no region ${regionId}`);
  return { accountId, region, requestId: '', world, ids, settlesAt: (_, now) => now };
}

async function orSay(id: string, make: () => Promise<unknown>): Promise<void> {
  try {
    await make();
  } catch (error) {
    if (error instanceof Refused) {
      throw new SeedError(id, `${error.refusal.code}: ${error.message}`);
    }
    if (error instanceof UniqueViolation) {
      throw new SeedError(id, 'the store has its id, its address or its MAC already');
    }
    throw error;
  }
}

const seedById = query((db, p: { id: string }) =>
  db.selectFrom('seed').select('id').where('id', '=', p.id),
);
