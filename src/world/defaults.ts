import type { Region } from './world.ts';

/** The account that a server has when no world file names any. */
export const DEFAULT_ACCOUNT = {
  id: '2100000001',
  name: 'default',
  accessKeyId: 'AKLTtenon00000000000000000000default',
  secretAccessKey: 'TenonDefaultSecretKeyForLocalUseOnly==',
} as const;

/** Published secret keys: the default account's, and those of the examples. */
export const PUBLISHED_SECRETS: ReadonlySet<string> = new Set([
  DEFAULT_ACCOUNT.secretAccessKey,
  'example-secret-of-main',
  'example-secret-of-reader',
  'example-secret-of-temporary',
  'example-secret-of-other',
]);

const region = (id: string, zones: string): Region => ({
  id,
  zones: [...zones].map((letter) => `${id}-${letter}`),
});

/** Region ids are the vendor's; the vendor publishes no list of zones, so the zones are ours. */
export const DEFAULT_REGIONS: readonly Region[] = [
  region('cn-beijing', 'abcd'),
  region('cn-shanghai', 'abc'),
  region('cn-guangzhou', 'abc'),
  region('cn-chengdu', 'ab'),
  region('cn-wulanchabu', 'ab'),
  region('cn-datong', 'ab'),
  region('cn-hongkong', 'ab'),
  region('ap-southeast-1', 'ab'),
  region('ap-southeast-3', 'ab'),
];
