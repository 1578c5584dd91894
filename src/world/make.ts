import { DEFAULT_IMAGES } from './default-images.ts';
import { DEFAULT_INSTANCE_TYPES } from './default-instance-types.ts';
import { DEFAULT_ACCOUNT, DEFAULT_REGIONS } from './defaults.ts';
import {
  type Account,
  DEFAULT_QUOTAS,
  type Image,
  type InstanceType,
  type QuotaName,
  type Region,
  type World,
} from './world.ts';

/** The parts of a world that may differ from the defaults. */
export interface WorldParts {
  readonly accounts?: readonly Account[];
  readonly regions?: readonly Region[];
  readonly instanceTypes?: readonly InstanceType[];
  readonly images?: readonly Image[];
  readonly quotas?: Readonly<Partial<Record<QuotaName, number>>>;
  readonly defaultRegionId?: string;
}

/** Makes a world from the given parts, with defaults for the others. */
export function makeWorld(parts: WorldParts = {}): World {
  const accounts = parts.accounts ?? [defaultAccount];
  const regions = parts.regions ?? DEFAULT_REGIONS;
  const instanceTypes = parts.instanceTypes ?? DEFAULT_INSTANCE_TYPES;
  const accountsById = new Map(accounts.map((account) => [account.id, account]));
  const keysById = new Map(
    accounts.flatMap(({ keys }) => keys.map((key) => [key.accessKeyId, key])),
  );
  const regionsById = new Map(regions.map((region) => [region.id, region]));
  const typesById = new Map(instanceTypes.map((type) => [type.id, type]));
  return {
    accounts,
    regions,
    instanceTypes,
    images: parts.images ?? DEFAULT_IMAGES,
    defaultAccountId: accounts[0]?.id ?? '',
    defaultRegionId: parts.defaultRegionId ?? regions[0]?.id ?? '',
    account: (id) => accountsById.get(id),
    key: (accessKeyId) => keysById.get(accessKeyId),
    region: (id) => regionsById.get(id),
    instanceType: (id) => typesById.get(id),
    quota: (accountId, quota) =>
      accountsById.get(accountId)?.quotas[quota] ?? parts.quotas?.[quota] ?? DEFAULT_QUOTAS[quota],
  };
}

const defaultAccount: Account = {
  id: DEFAULT_ACCOUNT.id,
  name: DEFAULT_ACCOUNT.name,
  quotas: {},
  keys: [
    {
      accountId: DEFAULT_ACCOUNT.id,
      accessKeyId: DEFAULT_ACCOUNT.accessKeyId,
      secretAccessKey: DEFAULT_ACCOUNT.secretAccessKey,
    },
  ],
};
