/** The size of the world; `accountId` is the account that has most of it. */
export interface FillShape {
  /** How many interfaces there are at least. */
  readonly interfaces: number;
  readonly accountId: string;
  readonly region: string;
}

/** For each instance: a primary and a secondary interface on it, and an Available one. */
export const PER_INSTANCE = 3;
export const INSTANCES_PER_SUBNET = 1500;
export const INSTANCES_PER_SMALL_ACCOUNT = 10;
const SHARE_OF_THE_LARGE = 0.9;
export const ID_TAIL = 'abcdefghijklmn';
/** Lets a benchmark make the token of a page without walking to that page. */
export const PAGE_TOKEN_KEY = Buffer.alloc(32, 'k');

/** How many instances the large account has. */
export const largeInstances = (interfaces: number) =>
  Math.ceil(Math.ceil(interfaces / PER_INSTANCE) * SHARE_OF_THE_LARGE);

/** The ids of an instance of the large account, and of the resources that belong to it. */
export function filledIds(instance: number) {
  const text = (prefix: string, number: number, tail = ID_TAIL) =>
    `${prefix}-${String(100_000_000_000 + number).slice(1)}${tail}`;
  return {
    vpcId: text('vpc', 0),
    groupId: text('sg', 0),
    subnetId: text('subnet', Math.floor(instance / INSTANCES_PER_SUBNET)),
    instanceId: text('i', instance, ID_TAIL.slice(0, 9)),
    /** A secondary interface, Available, in the instance's zone. */
    spareId: text('eni', instance * PER_INSTANCE + 2),
  };
}
