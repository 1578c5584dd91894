import { ID_TAIL, PER_INSTANCE } from './fill-shape.ts';

/*
 * Parts of the statements that make a world: the database turns numbers into ids, addresses and MAC
 * addresses. `place` is a subnet with its VPC and account, `made` an instance.
 */

/** In each subnet, the addresses below this one are reserved. */
export const ADDRESSES_FROM = 10;
export const MADE_AT = 1_700_000_000_000;
/** The end of the ids of rows that are made along with others. */
export const CUSTOM_TAIL = 'abcdefghijklm0';
/**
 * A number without a common divisor with the number of MAC addresses, so that these come in no
 * order and none comes twice.
 */
const MAC_STEP = 7919;

/** The names that the statements give: `eni(0)` is the first interface. */
export const id = (prefix: string, number: string, tail = ID_TAIL) =>
  `'${prefix}-' || substr(cast(100000000000 + ${number} as text), 2) || '${tail}'`;
export const vpcId = (place: string) => id('vpc', place);
export const eniId = (number: string) => id('eni', number);
export const instanceId = (number: string) => id('i', number, ID_TAIL.slice(0, 9));

export const dotted = (number: string) =>
  [24, 16, 8, 0].map((bits) => `cast(${number} / ${2 ** bits} % 256 as text)`).join(" || '.' || ");

export const mac = (number: string) => {
  const scrambled = `(cast(${number} as bigint) * ${MAC_STEP})`;
  const digit = (bits: number) =>
    `substr('0123456789abcdef', cast(${scrambled} / ${2 ** bits} % 16 as int) + 1, 1)`;
  const pair = (bits: number) => `${digit(bits + 4)} || ${digit(bits)}`;
  return `'00:16:3e:' || ${pair(16)} || ':' || ${pair(8)} || ':' || ${pair(0)}`;
};

/** Each VPC has its Default group, and one that all of its interfaces are in. */
export const groupId = (place: string, type: string) =>
  type === 'normal' ? id('sg', place) : id('sg', place, CUSTOM_TAIL);

export const insert = (table: string, columns: string, rows: string) =>
  `insert into ${table} (${columns}) ${rows}`;

/** The first columns of every resource, and their values. */
export const COMMON =
  'id, account_id, region, project_name, name, description, revision, created_at, updated_at';
export const common = (region: string, resource: string, name: string) =>
  `${resource} as id, place.account_id, '${region}' as region, 'default' as project_name,
   ${name} as name, '' as description, 1 as revision,
   ${MADE_AT} as created_at, ${MADE_AT} as updated_at`;

/** The key pair of a subnet's instances. */
export const PAIR = "'pair-' || cast(place.n as text)";

/** A row for each interface: its number, and its address as a number. */
export const EACH_INTERFACE = `from fill_instance made
  join fill_place place on place.n = made.place cross join fill_slot`;
export const NUMBER = `(made.n * ${PER_INSTANCE} + slot)`;
export const ADDRESS = `(base + ${ADDRESSES_FROM} + within * ${PER_INSTANCE} + slot)`;
export const SECOND_ADDRESS = `(base + ${ADDRESSES_FROM} + instances * ${PER_INSTANCE} + within)`;
