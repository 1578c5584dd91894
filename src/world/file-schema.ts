import { z } from 'zod';
import { accountId, count, fields, flag, imageId, instanceTypeId, regionId, text, zoneId } from './file-kinds.ts';
import { eip, instance, networkInterface, securityGroup, subnet, vpc } from './file-schema-resources.ts';
import { DEFAULT_QUOTAS, type QuotaName } from './world.ts';

/*
 * What a world file may say. docs/world.schema.json is made from this; docs/examples/world.yaml
 * shows every field.
 */

const quotas = fields(
  Object.fromEntries(
    Object.keys(DEFAULT_QUOTAS).map((name) => [name, count.exactOptional()]),
  ) as Record<QuotaName, z.ZodExactOptional<typeof count>>,
);

const pattern = z
  .string()
  .regex(/^(\*|[a-z0-9_*]+:[A-Za-z0-9*]+)$/, 'must be like vpc:Describe*, or * for everything');

const key = fields({
  accessKeyId: z.string().regex(/^[!-~]{1,128}$/, 'must be 1 to 128 visible ASCII characters'),
  secretAccessKey: z.string().min(1, 'must not be empty'),
  sessionToken: z.string().min(1, 'must not be empty').exactOptional(),
  expiresAt: z.iso
    .datetime({ offset: true, error: 'must be a time like 2030-01-01T00:00:00+08:00' })
    .exactOptional(),
  policy: fields({
    allow: z.array(pattern).default(['*']),
    deny: z.array(pattern).default([]),
  }).exactOptional(),
});

const account = fields({
  id: accountId,
  name: text(128).exactOptional(),
  keys: z.array(key).default([]),
  quotas: quotas.exactOptional(),
});

const region = fields({
  id: regionId,
  zones: z.array(zoneId).min(1, 'must name a zone'),
});

const instanceType = fields({
  id: instanceTypeId,
  family: z.string().optional(),
  cpus: count,
  memoryMiB: count,
  /** The primary one counted. */
  maxInterfaces: count,
  /** Of IPv4, the primary one counted; the same for IPv6. */
  maxAddressesPerInterface: count,
  extra: z.record(z.string(), z.unknown()).default({}),
});

const image = fields({
  id: imageId,
  name: text(128).optional(),
  osName: text(128).optional(),
  osType: z.enum(['Linux', 'Windows'], 'must be Linux or Windows').default('Linux'),
  platform: text(64).default(''),
  platformVersion: text(64).default(''),
  architecture: z.enum(['amd64', 'arm64'], 'must be amd64 or arm64').default('amd64'),
  sizeGiB: count.default(20),
});

/** The lists of a world file, by the schema of an item. */
export const LISTS = {
  accounts: account,
  regions: region,
  instanceTypes: instanceType,
  images: image,
  vpcs: vpc,
  subnets: subnet,
  securityGroups: securityGroup,
  instances: instance,
  networkInterfaces: networkInterface,
  eips: eip,
} as const;

/** What a world file says besides. Each may be absent. */
export const SETTINGS = {
  defaultAccountId: accountId.optional(),
  defaultRegionId: regionId.optional(),
  quotas: quotas.optional(),
  instanceTypesFrom: z
    .union([z.string(), z.array(z.string())], 'must be a file or a list of files')
    .optional(),
  builtInInstanceTypes: flag.default(true),
  builtInImages: flag.default(true),
  withdrawnInstanceTypes: z.array(instanceTypeId).default([]),
} as const;

/** A whole world file, as its JSON schema describes it. */
export const worldFileSchema = fields({
  ...SETTINGS,
  ...(Object.fromEntries(
    Object.entries(LISTS).map(([name, item]) => [name, z.array(item).optional()]),
  ) as { [L in ListName]: z.ZodOptional<z.ZodArray<(typeof LISTS)[L]>> }),
});

export type ListName = keyof typeof LISTS;
export type Item<L extends ListName> = z.output<(typeof LISTS)[L]>;
export type Settings = { [S in keyof typeof SETTINGS]: z.output<(typeof SETTINGS)[S]> };
