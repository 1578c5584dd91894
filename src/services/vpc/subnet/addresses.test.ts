import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '#core/context.ts';
import { Refused } from '#core/refusal.ts';
import { ManualClock } from '#platform/clock.ts';
import { randomIds } from '#platform/ids.ts';
import { openStore } from '#store/open.ts';
import type { Store, Writer } from '#store/store.ts';
import { makeWorld } from '#world/make.ts';
import {
  type AddressRequest,
  freeIpv4,
  holdsIpv6,
  releaseAddresses,
  releaseAllAddresses,
  subnetAddresses,
} from './addresses.ts';
import { makeSubnet } from './make.ts';
import { takeIpv4 } from './take-ipv4.ts';
import { takeIpv6 } from './take-ipv6.ts';

const world = makeWorld();
const context: Context = {
  accountId: world.defaultAccountId,
  region: { id: 'cn-beijing', zones: ['cn-beijing-a'] },
  requestId: '',
  world,
  ids: randomIds(() => 1),
  settlesAt: (_, now) => now,
};

let store: Store;
beforeEach(() => {
  store = openStore('memory', new ManualClock(1));
});
afterEach(() => store.close());

function subnet(cidrBlock: string, ipv6CidrBlock = ''): Promise<string> {
  return store.write((tx) =>
    makeSubnet(tx, context, {
      accountId: context.accountId,
      status: 'Available',
      vpc: { id: 'vpc-1', project_name: 'default' },
      zoneId: 'cn-beijing-a',
      cidrBlock,
      ipv6CidrBlock,
    }),
  );
}

async function locked(tx: Writer, id: string) {
  const row = await tx.first(subnetAddresses, { id });
  if (row === undefined) throw new Error(`there is no ${id}`);
  return row;
}

/** Takes addresses for an interface, or says why not. */
async function take(id: string, wanted: AddressRequest, family: 4 | 6 = 4, eni = 'eni-1') {
  try {
    return await store.write(async (tx) => {
      const row = await locked(tx, id);
      const holder = { networkInterfaceId: eni, position: 0, primary: false };
      return family === 4
        ? takeIpv4(tx, row, wanted, holder)
        : takeIpv6(tx, context, row, wanted, holder);
    });
  } catch (error) {
    if (error instanceof Refused) return error.refusal.code;
    throw error;
  }
}

const release = (id: string, ...addresses: string[]) =>
  store.write((tx) =>
    releaseAddresses(
      tx,
      id,
      addresses.map((address) => ({ family: address.includes(':') ? 6 : 4, address })),
    ),
  );

/** What the subnet's row says, and what is really there. */
function count(id: string) {
  return store.read(async (tx) => {
    const row = await locked(tx as Writer, id);
    const rows = await tx.select((db) =>
      db
        .selectFrom('address')
        .select(['address', 'family'])
        .where('subnet_id', '=', id)
        .where('family', '=', 4),
    );
    return { used: row.ipv4_used, rows: rows.length, free: freeIpv4(row) };
  });
}

describe('automatic IPv4 addresses', () => {
  it('begin behind the network and its gateway, and go on where they stopped', async () => {
    const id = await subnet('10.0.0.0/24');
    expect(await take(id, { count: 2 })).toEqual(['10.0.0.2', '10.0.0.3']);
    await release(id, '10.0.0.2');
    expect(await take(id, { count: 1 })).toEqual(['10.0.0.4']);
  });

  it('leave out what is taken, and begin again when the end is reached', async () => {
    const id = await subnet('10.0.0.0/29');
    await take(id, { count: 4 });
    await release(id, '10.0.0.3');
    expect(await take(id, { count: 2 })).toEqual(['10.0.0.6', '10.0.0.3']);
    await release(id, '10.0.0.4');
    expect(await take(id, { count: 1 })).toEqual(['10.0.0.4']);
  });

  it('end: the five of a /29, and never the last one of it', async () => {
    const id = await subnet('10.0.0.0/29');
    const all = ['10.0.0.2', '10.0.0.3', '10.0.0.4', '10.0.0.5', '10.0.0.6'];
    expect(await take(id, { count: 5 })).toEqual(all);
    expect(await take(id, { count: 1 })).toBe('InsufficientIpInSubnet');
    expect(await count(id)).toEqual({ used: 5, rows: 5, free: 0 });
  });

  it('are all given or none', async () => {
    const id = await subnet('10.0.0.0/29');
    await take(id, { count: 3 });
    expect(await take(id, { count: 3 })).toBe('InsufficientIpInSubnet');
    expect(await count(id)).toEqual({ used: 3, rows: 3, free: 2 });
  });

  it('are found behind hundreds that are taken', async () => {
    const id = await subnet('10.0.0.0/22');
    await take(id, { count: 1021 });
    await release(id, '10.0.1.200', '10.0.3.254');
    expect(await take(id, { count: 2 })).toEqual(['10.0.1.200', '10.0.3.254']);
    expect(await take(id, { count: 1 })).toBe('InsufficientIpInSubnet');
  });

  it('are not to be had in a subnet of IPv6 alone', async () => {
    const id = await subnet('', 'fd00:0:0:1::/64');
    expect(await take(id, { count: 1 })).toBe('InvalidSubnet.DisableIpv4');
    expect(await take(id, {})).toEqual([]);
    expect(await count(id)).toEqual({ used: 0, rows: 0, free: 0 });
  });
});

describe('given IPv4 addresses', () => {
  it('are given in the order asked for, and the automatic ones go on from where they were', async () => {
    const id = await subnet('10.0.0.0/24');
    expect(await take(id, { given: ['10.0.0.9', '10.0.0.3'], count: 7 })).toEqual([
      '10.0.0.9',
      '10.0.0.3',
    ]);
    expect(await take(id, { count: 2 })).toEqual(['10.0.0.2', '10.0.0.4']);
    expect(await count(id)).toMatchObject({ used: 4, rows: 4 });
  });

  it.each([
    ['the network', '10.0.0.0'],
    ['the gateway', '10.0.0.1'],
    ['the last one', '10.0.0.255'],
    ['one of another subnet', '10.0.1.5'],
    ['a host name', 'ten'],
    ['an IPv6 address', 'fd00::5'],
    ['a spelling of its own', '10.0.0.05'],
  ])('are refused: %s', async (_, address) => {
    const id = await subnet('10.0.0.0/24');
    expect(await take(id, { given: ['10.0.0.7', address] })).toBe('InvalidPrivateIp.Malformed');
    expect(await count(id)).toMatchObject({ used: 0, rows: 0 });
  });

  it('are refused when one is named twice or taken', async () => {
    const id = await subnet('10.0.0.0/24');
    expect(await take(id, { given: ['10.0.0.7', '10.0.0.7'] })).toBe('InvalidPrivateIp.Malformed');
    await take(id, { given: ['10.0.0.7'] });
    expect(await take(id, { given: ['10.0.0.8', '10.0.0.7'] }, 4, 'eni-2')).toBe(
      'InvalidPrivateIp.InUse',
    );
    expect(await count(id)).toMatchObject({ used: 1, rows: 1 });
  });

  it('may be the same in two subnets', async () => {
    expect(await take(await subnet('10.0.0.0/24'), { given: ['10.0.0.7'] })).toHaveLength(1);
    expect(await take(await subnet('10.0.0.0/24'), { given: ['10.0.0.7'] })).toHaveLength(1);
  });
});

describe('release', () => {
  it('counts what was really there', async () => {
    const id = await subnet('10.0.0.0/24');
    await take(id, { count: 2 });
    await release(id, '10.0.0.2', '10.0.0.2', '10.0.0.200');
    await release(id, '10.0.0.2');
    expect(await count(id)).toMatchObject({ used: 1, rows: 1 });
  });

  it('frees everything of one interface, and nothing of another', async () => {
    const id = await subnet('10.0.0.0/24', 'fd00:0:0:1::/64');
    await take(id, { count: 3 }, 4, 'eni-1');
    await take(id, { count: 2 }, 6, 'eni-1');
    await take(id, { count: 1 }, 4, 'eni-2');
    await store.write((tx) => releaseAllAddresses(tx, id, 'eni-1'));
    expect(await count(id)).toMatchObject({ used: 1, rows: 1 });
    expect(await store.read((tx) => holdsIpv6(tx, id))).toBe(false);
  });
});

describe('IPv6 addresses', () => {
  it('need a subnet with IPv6', async () => {
    expect(await take(await subnet('10.0.0.0/24'), { count: 1 }, 6)).toBe(
      'InvalidSubnet.DisableIpv6',
    );
  });

  it('are of the subnet, differ, and leave the IPv4 count alone', async () => {
    const id = await subnet('10.0.0.0/24', 'fd00:1:2:a605::/64');
    const taken = await take(id, { count: 10 }, 6);
    expect(new Set(taken).size).toBe(10);
    for (const address of taken) expect(address).toMatch(/^fd00:1:2:a605:/);
    expect(await count(id)).toMatchObject({ used: 0, rows: 0, free: 253 });
    expect(await store.read((tx) => holdsIpv6(tx, id))).toBe(true);
  });

  it('may be given, in any spelling', async () => {
    const id = await subnet('10.0.0.0/24', 'fd00:1:2:a605::/64');
    expect(await take(id, { given: ['FD00:1:2:A605::00AB'] }, 6)).toEqual(['fd00:1:2:a605::ab']);
    expect(await take(id, { given: ['fd00:1:2:a605:0::ab'] }, 6)).toBe('InvalidIpv6.InUse');
    expect(await take(id, { given: ['fd00:1:2:a605::c', 'fd00:1:2:a605::c'] }, 6)).toBe(
      'InvalidIpv6.InUse',
    );
  });

  it.each([
    'fd00:1:2:a605::',
    'fd00:1:2:a605::1',
    'fd00:1:2:a606::5',
    '10.0.0.5',
    'fd00',
  ])('are refused: %s', async (address) => {
    const id = await subnet('10.0.0.0/24', 'fd00:1:2:a605::/64');
    expect(await take(id, { given: [address] }, 6)).toBe('InvalidIpv6.Malformed');
  });
});

describe('whatever is asked, in whatever order', () => {
  const NETWORK = '10.0.0.0/28';
  const anAddress = fc.integer({ min: 0, max: 16 }).map((last) => `10.0.0.${last}`);
  const aRequest = fc.oneof(
    fc.record({ do: fc.constant('count' as const), count: fc.integer({ min: 1, max: 6 }) }),
    fc.record({
      do: fc.constant('given' as const),
      given: fc.array(anAddress, { minLength: 1, maxLength: 3 }),
    }),
    fc.record({
      do: fc.constant('release' as const),
      addresses: fc.array(anAddress, { maxLength: 4 }),
    }),
  );

  it('an address has one holder, and the count is the number of rows', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(aRequest, { minLength: 1, maxLength: 25 }), async (requests) => {
        const id = await subnet(NETWORK);
        const held = new Set<string>();
        for (const request of requests) {
          if (request.do === 'release') {
            await release(id, ...request.addresses);
            for (const address of request.addresses) held.delete(address);
          } else {
            const taken = await take(id, request);
            // Refused for want of addresses only when there are too few.
            if (taken === 'InsufficientIpInSubnet' && request.do === 'count') {
              expect(13 - held.size).toBeLessThan(request.count);
            }
            for (const address of typeof taken === 'string' ? [] : taken) {
              expect(held.has(address)).toBe(false);
              expect(['10.0.0.0', '10.0.0.1', '10.0.0.15', '10.0.0.16']).not.toContain(address);
              held.add(address);
            }
          }
          expect(await count(id)).toEqual({
            used: held.size,
            rows: held.size,
            free: 13 - held.size,
          });
        }
      }),
      { numRuns: 60 },
    );
  });
});
