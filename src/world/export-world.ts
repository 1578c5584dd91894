import { isDeepStrictEqual } from 'node:util';
import type { AccountRow } from '#store/schema/account.ts';
import { DEFAULT_IMAGES } from './default-images.ts';
import { DEFAULT_INSTANCE_TYPES } from './default-instance-types.ts';
import { type Account, DEFAULT_QUOTAS, type QuotaName, type World } from './world.ts';

/** An object as a world file has it: fields that are undefined are left out. */
export type Said = Readonly<Record<string, unknown>>;

/** What of a world is no resource, as a world file says it. */
export function saidWorld(
  world: World,
  accounts: readonly Account[],
  made: readonly AccountRow[],
  usedTypes: ReadonlySet<string>,
): Said {
  const types = different(world.instanceTypes, DEFAULT_INSTANCE_TYPES);
  const images = different(world.images, DEFAULT_IMAGES);
  const withdrawn = [...usedTypes].filter((id) => world.instanceType(id) === undefined).sort();
  const quotas = ownQuotas(world);
  return {
    defaultRegionId: world.defaultRegionId,
    ...(Object.keys(quotas).length > 0 && { quotas }),
    accounts: [...accounts.map(saidAccount), ...made.map(saidMade)],
    regions: world.regions.map(({ id, zones }) => ({ id, zones: [...zones] })),
    ...(types.dropped && { builtInInstanceTypes: false }),
    ...(types.own.length > 0 && { instanceTypes: types.own.map((type) => ({ ...type })) }),
    ...(withdrawn.length > 0 && { withdrawnInstanceTypes: withdrawn }),
    ...(images.dropped && { builtInImages: false }),
    ...(images.own.length > 0 && { images: images.own.map((image) => ({ ...image })) }),
  };
}

/** What a list has besides the built-in things, or all of it where one of those is not there. */
function different<T extends { readonly id: string }>(list: readonly T[], builtIn: readonly T[]) {
  const ids = new Set(list.map(({ id }) => id));
  const dropped = builtIn.some(({ id }) => !ids.has(id));
  const known = new Map(builtIn.map((each) => [each.id, each]));
  const own = list.filter((each) => dropped || !isDeepStrictEqual(known.get(each.id), each));
  return { dropped, own };
}

/** The quotas of accounts that have none of their own, where they are not the usual ones. */
function ownQuotas(world: World): Said {
  const names = Object.keys(DEFAULT_QUOTAS) as QuotaName[];
  return Object.fromEntries(
    names
      .map((name) => [name, world.quota('', name)] as const)
      .filter(([name, value]) => value !== DEFAULT_QUOTAS[name]),
  );
}

const saidAccount = ({ keys, quotas, ...account }: Account): Said => ({
  ...account,
  keys: keys.map(({ accountId: _, expiresAt, ...key }) => ({
    ...key,
    ...(expiresAt !== undefined && { expiresAt: new Date(expiresAt).toISOString() }),
  })),
  ...(Object.keys(quotas).length > 0 && { quotas: { ...quotas } }),
});

const saidMade = ({ id, name, access_key_id, secret_access_key }: AccountRow): Said => ({
  id,
  ...(name !== '' && { name }),
  keys: [{ accessKeyId: access_key_id, secretAccessKey: secret_access_key }],
});
