import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { enforce } from '#core/action.ts';
import { Refused } from '#core/refusal.ts';
import type { InstanceType } from '#world/world.ts';
import {
  type AttachFacts,
  attachRules,
  type InstanceFacts,
  type InterfaceFacts,
} from './attach.rules.ts';

const eni: InterfaceFacts = {
  status: 'Available',
  type: 'secondary',
  vpc_id: 'vpc-1',
  zone_id: 'zone-a',
  service_managed: 0,
  plane_refusal: '',
  ipv4_count: 1,
  ipv6_count: 0,
  moving_eips: 0,
};
const instance: InstanceFacts = {
  account_id: 'me',
  status: 'RUNNING',
  vpc_id: 'vpc-1',
  zone_id: 'zone-a',
  instance_type_id: 'small',
  scheduled_instance_id: '',
  ipv6_only: false,
  attached: 1,
};
const type: InstanceType = {
  id: 'small',
  family: 'small',
  cpus: 1,
  memoryMiB: 1024,
  maxInterfaces: 3,
  maxAddressesPerInterface: 4,
  extra: {},
};
const good: AttachFacts = {
  accountId: 'me',
  networkInterfaceId: 'eni-1',
  instanceId: 'i-1',
  networkInterface: eni,
  instance,
  instanceType: type,
};

const withEni = (patch: Partial<InterfaceFacts>): AttachFacts => ({
  ...good,
  networkInterface: { ...eni, ...patch },
});
const withInstance = (patch: Partial<InstanceFacts>): AttachFacts => ({
  ...good,
  instance: { ...instance, ...patch },
});
const withType = (patch: Partial<InstanceType>): AttachFacts => ({
  ...good,
  instanceType: { ...type, ...patch },
});
const noEni: AttachFacts = { ...good, networkInterface: undefined };
const noInstance: AttachFacts = { ...good, instance: undefined, instanceType: undefined };
const noType: AttachFacts = { ...good, instanceType: undefined };

/** By their numbers, from 1 on. */
const rowsWhere = (facts: AttachFacts, is: boolean | undefined) =>
  attachRules.flatMap(({ broken }, index) => (broken(facts) === is ? [index + 1] : []));

const ALL = Array.from({ length: 15 }, (_, index) => index + 1);

it('passes when all is well', () => {
  expect(rowsWhere(good, false)).toEqual(ALL);
});

describe('what breaks a rule, and only that', () => {
  it.each<[string, AttachFacts, number[]]>([
    ['a service-managed interface', withEni({ service_managed: 1 }), [2]],
    ['an ESI order', withInstance({ scheduled_instance_id: 'esi-1' }), [4]],
    ['another account', withInstance({ account_id: 'you' }), [5]],
    ...['Creating', 'Attaching', 'InUse', 'Detaching', 'Deleting'].map(
      (status): [string, AttachFacts, number[]] => [status, withEni({ status }), [6]],
    ),
    ...[
      'CREATING',
      'STARTING',
      'STOPPING',
      'REBOOTING',
      'REBUILDING',
      'RESIZING',
      'DELETING',
      'ERROR',
    ].map((status): [string, AttachFacts, number[]] => [status, withInstance({ status }), [7]]),
    ['a withdrawn type', noType, [8]],
    ['a type of one interface', withType({ maxInterfaces: 1 }), [8, 12]],
    ['another VPC', withInstance({ vpc_id: 'vpc-2' }), [9]],
    ['another zone', withInstance({ zone_id: 'zone-b' }), [10]],
    ['an IPv6-only instance', withInstance({ ipv6_only: true }), [11]],
    ['the quota exactly reached', withInstance({ attached: 3 }), [12]],
    ['the quota passed', withInstance({ attached: 4 }), [12]],
    ['one IPv4 address more than allowed', withEni({ ipv4_count: 5 }), [13]],
    ['one IPv6 address more than allowed', withEni({ ipv6_count: 5 }), [14]],
    ['an EIP on its way', withEni({ moving_eips: 1 }), [15]],
  ])('%s', (_, facts, rows) => {
    expect(rowsWhere(facts, true)).toEqual(rows);
  });
});

describe('what just about passes', () => {
  it.each<[string, AttachFacts]>([
    ['a STOPPED instance', withInstance({ status: 'STOPPED' })],
    ['a trunk interface', withEni({ type: 'trunk' })],
    ['the last place', withInstance({ attached: 2 })],
    ['a type of two interfaces', withType({ maxInterfaces: 2 })],
    ['as many IPv4 addresses as allowed', withEni({ ipv4_count: 4 })],
    ['as many IPv6 addresses as allowed', withEni({ ipv6_count: 4 })],
    ['both', withEni({ ipv4_count: 4, ipv6_count: 4 })],
    [
      'an IPv6 interface to an IPv6-only instance',
      {
        ...withInstance({ ipv6_only: true }),
        networkInterface: { ...eni, ipv4_count: 0, ipv6_count: 1 },
      },
    ],
    ['an interface that the data plane refused before', withEni({ plane_refusal: 'no room' })],
  ])('%s', (_, facts) => {
    expect(rowsWhere(facts, false)).toEqual(ALL);
  });
});

describe('what a missing fact leaves open', () => {
  it.each<[string, AttachFacts, { broken: number[]; open: number[] }]>([
    ['no interface', noEni, { broken: [1], open: [2, 6, 9, 10, 11, 13, 14, 15] }],
    ['no instance', noInstance, { broken: [3], open: [4, 5, 7, 8, 9, 10, 11, 12, 13, 14] }],
    ['no type', noType, { broken: [8], open: [12, 13, 14] }],
  ])('%s', (_, facts, { broken, open }) => {
    expect(rowsWhere(facts, true)).toEqual(broken);
    expect(rowsWhere(facts, undefined)).toEqual(open);
  });
});

describe('the fact that decides, in words', () => {
  const because = (row: number, facts: AttachFacts) => attachRules[row - 1]?.because(facts);

  it.each<[number, AttachFacts, string]>([
    [1, good, 'eni-1 exists'],
    [1, noEni, 'account me has no interface eni-1 in this region'],
    [2, withEni({ service_managed: 1 }), 'ServiceManaged is true'],
    [3, good, 'i-1 exists'],
    [3, noInstance, 'account me sees no instance i-1 in this region'],
    [4, good, 'the instance comes from no ESI order'],
    [4, withInstance({ scheduled_instance_id: 'esi-1' }), 'the instance was delivered by esi-1'],
    [
      4,
      withInstance({ scheduled_instance_id: 'esi-1', account_id: 'you' }),
      'the instance was delivered by an ESI order of another account',
    ],
    [5, good, 'the instance is of account me'],
    [5, withInstance({ account_id: 'you' }), 'the instance is of another account'],
    [6, withEni({ status: 'InUse', type: 'primary' }), 'the primary interface is InUse'],
    [
      6,
      withEni({ plane_refusal: 'no room' }),
      'the secondary interface is Available; the data plane refused its last attachment: no room',
    ],
    [7, withInstance({ status: 'ERROR' }), 'the instance is ERROR'],
    [8, good, 'small takes 3 interfaces'],
    [8, noType, 'small is not in the catalogue'],
    [9, withInstance({ vpc_id: 'vpc-2' }), 'VPCs: vpc-1 and vpc-2'],
    [10, withInstance({ zone_id: 'zone-b' }), 'zones: zone-a and zone-b'],
    [11, good, 'the instance is not IPv6-only, the interface has 1 IPv4 addresses'],
    [12, withInstance({ attached: 3 }), 'the instance holds 3 of 3 interfaces'],
    [13, withEni({ ipv4_count: 5 }), 'the interface has 5 IPv4 addresses of 4'],
    [14, withEni({ ipv6_count: 5 }), 'the interface has 5 IPv6 addresses of 4'],
    [15, withEni({ moving_eips: 2 }), '2 of its EIPs are on their way'],
  ])('row %d', (row, facts, words) => {
    expect(because(row, facts)).toBe(words);
  });

  it('is never without words', () => {
    for (const facts of [good, noEni, noInstance, noType]) {
      for (const rule of attachRules) expect(rule.because(facts)).toMatch(/./);
    }
  });
});

/** How each row is broken, whatever else is. */
const BREAK: Readonly<Record<number, (facts: AttachFacts) => AttachFacts>> = {
  1: (facts) => ({ ...facts, networkInterface: undefined }),
  2: ofEni({ service_managed: 1 }),
  3: (facts) => ({ ...facts, instance: undefined, instanceType: undefined }),
  4: ofInstance({ scheduled_instance_id: 'esi-1' }),
  5: ofInstance({ account_id: 'you' }),
  6: ofEni({ status: 'InUse' }),
  7: ofInstance({ status: 'STOPPING' }),
  8: (facts) => ({ ...facts, instanceType: undefined }),
  9: ofInstance({ vpc_id: 'vpc-2' }),
  10: ofInstance({ zone_id: 'zone-b' }),
  11: ofInstance({ ipv6_only: true }),
  12: ofInstance({ attached: 3 }),
  13: ofEni({ ipv4_count: 5 }),
  14: ofEni({ ipv6_count: 5 }),
  15: ofEni({ moving_eips: 1 }),
};

function ofEni(patch: Partial<InterfaceFacts>) {
  return (facts: AttachFacts): AttachFacts => ({
    ...facts,
    networkInterface: facts.networkInterface && { ...facts.networkInterface, ...patch },
  });
}

function ofInstance(patch: Partial<InstanceFacts>) {
  return (facts: AttachFacts): AttachFacts => ({
    ...facts,
    instance: facts.instance && { ...facts.instance, ...patch },
  });
}

it('of all that is broken, the lowest row is the answer', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.constantFrom(...ALL), { minLength: 1 }), (rows) => {
      const facts = rows.reduce((so, row) => BREAK[row]?.(so) ?? so, good);
      const lowest = attachRules[Math.min(...rows) - 1];
      expect(refusalOf(facts)).toBe(lowest?.refusal);
    }),
  );
});

function refusalOf(facts: AttachFacts) {
  try {
    enforce(attachRules, facts);
    return undefined;
  } catch (error) {
    return error instanceof Refused ? error.refusal : error;
  }
}
