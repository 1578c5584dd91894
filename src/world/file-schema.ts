import * as z from 'zod';
import { faultSchema } from '#faults/spec.ts';
import {
  accessKeyId,
  accountId,
  between,
  count,
  fields,
  flag,
  imageId,
  instanceTypeId,
  oneOf,
  operations,
  positive,
  projectName,
  regionId,
  roleName,
  someText,
  text,
  time,
  zoneId,
} from './file-kinds.ts';
import {
  eip,
  instance,
  ipv6Gateway,
  networkInterface,
  routeTable,
  securityGroup,
  subnet,
  vpc,
} from './file-schema-resources.ts';
import { DEFAULT_QUOTAS, type QuotaName } from './world.ts';

/*
 * The schema of a world file. docs/world.schema.json is generated from it; docs/examples/world.yaml
 * shows every field.
 */

const quotas = fields(
  Object.fromEntries(
    Object.keys(DEFAULT_QUOTAS).map((name) => [name, count.exactOptional()]),
  ) as Record<QuotaName, z.ZodExactOptional<typeof count>>,
);

const policy = fields({
  allow: z.array(operations).default(['*']),
  deny: z.array(operations).default([]).describe('a match here wins'),
});

const rateLimit = fields({
  actions: z
    .array(operations)
    .min(1, 'must name an action')
    .default(['*'])
    .describe('they share the limit'),
  perSecond: positive(1_000_000).describe('requests, on average; 0.5 is one in two seconds'),
  burst: between(1, 1_000_000)
    .exactOptional()
    .describe('requests at once after a rest; absent: as many as in a second'),
});

const key = fields({
  accessKeyId,
  secretAccessKey: z.string().min(1, 'must not be empty'),
  sessionToken: z.string().min(1, 'must not be empty').exactOptional(),
  expiresAt: time.exactOptional().describe('absent: never'),
  policy: policy.exactOptional().describe('absent: the key may do everything'),
});

const project = fields({
  name: projectName,
  displayName: text(128).exactOptional().describe('absent: the name'),
  description: text(255).default(''),
});

const role = fields({
  name: roleName,
  policy: policy.exactOptional().describe('absent: it may do everything'),
  trustedAccountIds: z
    .array(accountId)
    .default([])
    .describe('other accounts whose keys may assume it'),
});

const account = fields({
  id: accountId,
  name: someText(128).exactOptional(),
  keys: z.array(key).default([]),
  quotas: quotas.exactOptional().describe("this account's own"),
  rateLimits: z
    .array(rateLimit)
    .exactOptional()
    .describe('an action must keep to each that names it; absent: none'),
  projects: z
    .array(project)
    .exactOptional()
    .describe('besides default; absent: every project that is asked for exists'),
  roles: z
    .array(role)
    .exactOptional()
    .describe('absent: every role that is asked for exists, with the policy of who assumes it'),
});

const region = fields({
  id: regionId,
  zones: z.array(zoneId).min(1, 'must name a zone'),
});

const instanceType = fields({
  id: instanceTypeId,
  family: someText(64).optional().describe('absent: the id without its last part'),
  cpus: count,
  memoryMiB: count,
  maxInterfaces: count.describe('network interfaces of an instance, the primary one counted'),
  maxAddressesPerInterface: count.describe(
    'private IPv4 addresses of an interface, the primary one counted; the same for IPv6',
  ),
  extra: z
    .record(z.string(), z.unknown())
    .default({})
    .describe('more of what DescribeInstanceTypes answers, as the API names it'),
});

const image = fields({
  id: imageId,
  name: someText(128).optional().describe('absent: the id'),
  osName: someText(128).optional().describe('absent: the name'),
  osType: oneOf('Linux', 'Windows').default('Linux'),
  platform: text(64).default(''),
  platformVersion: text(64).default(''),
  architecture: oneOf('amd64', 'arm64').default('amd64'),
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
  ipv6Gateways: ipv6Gateway,
  routeTables: routeTable,
  faults: faultSchema(),
} as const;

/** The other fields of a world file. Each is optional. */
export const SETTINGS = {
  defaultAccountId: accountId.optional().describe('absent: the first account'),
  defaultRegionId: regionId.optional().describe('absent: the first region'),
  quotas: quotas.optional().describe('for every account that has none of its own'),
  builtInInstanceTypes: flag.default(true).describe('false: only the types of this file'),
  instanceTypesFrom: z
    .union([z.string(), z.array(z.string())], 'must be a file or a list of files')
    .optional()
    .describe('saved DescribeInstanceTypes answers of the cloud, beside this file'),
  withdrawnInstanceTypes: z
    .array(instanceTypeId)
    .default([])
    .describe('types that instances may have and the catalogue has no more'),
  builtInImages: flag.default(true).describe('false: only the images of this file'),
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
