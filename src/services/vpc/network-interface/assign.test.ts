import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { breaches } from '#test/support/invariants.ts';
import { insertInterface, patchRow } from '#test/support/rows.ts';
import { madeInstance, primaryOf, type Scene, scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { makeWorld } from '#world/make.ts';

let server: TestServer;
let here: Scene;
beforeEach(async () => {
  server = await startServer({ transitions: 'manual' });
  here = await scene(server);
});
afterEach(async () => {
  expect(await breaches(server.store, server.world)).toEqual([]);
  await server.close();
});

const newInterface = (spec = {}) =>
  server.store.write((tx) => insertInterface(server, tx, here, spec));
const eni = (NetworkInterfaceId: string) =>
  server.client.ok('vpc', 'DescribeNetworkInterfaceAttributes', { NetworkInterfaceId });

async function ipv4Of(id: string): Promise<string[]> {
  const { PrivateIpSets } = await eni(id);
  return PrivateIpSets.PrivateIpSet.map(
    ({ PrivateIpAddress }: { PrivateIpAddress: string }) => PrivateIpAddress,
  );
}

// null when there are none.
const ipv6Of = async (id: string): Promise<string[]> => (await eni(id)).IPv6Sets ?? [];

/** The four actions differ in names only; what they share is tried on each. */
const FAMILIES = [
  {
    family: 'IPv4',
    assign: 'AssignPrivateIpAddresses',
    unassign: 'UnassignPrivateIpAddresses',
    list: 'PrivateIpAddress',
    count: 'SecondaryPrivateIpAddressCount',
    set: 'PrivateIpSet',
    prefix: 'Ipv4PrefixCount',
    names: ['10.0.0.31', '10.0.0.30'],
    outside: '10.0.1.30',
    limit: 'LimitExceeded.PrivateIpsPerEni',
    malformed: 'InvalidPrivateIp.Malformed',
    inUse: 'InvalidPrivateIp.InUse',
    held: ipv4Of,
    // The primary address stands before them.
    before: 1,
    detached: 49,
  },
  {
    family: 'IPv6',
    assign: 'AssignIpv6Addresses',
    unassign: 'UnassignIpv6Addresses',
    list: 'Ipv6Address',
    count: 'Ipv6AddressCount',
    set: 'Ipv6Set',
    prefix: 'Ipv6PrefixCount',
    names: ['2001:db8::31', '2001:db8::30'],
    outside: '2001:db9::30',
    limit: 'LimitExceeded.Ipv6AddressesPerEni',
    malformed: 'InvalidIpv6.Malformed',
    inUse: 'InvalidIpv6.InUse',
    held: ipv6Of,
    before: 0,
    detached: 10,
  },
] as const;

describe.each(FAMILIES)('$family addresses', (each) => {
  const assign = (NetworkInterfaceId: string, input: Record<string, unknown>) =>
    server.client.vpc(each.assign, { NetworkInterfaceId, ...input });
  const unassign = (NetworkInterfaceId: string, names: readonly string[]) =>
    server.client.vpc(each.unassign, { NetworkInterfaceId, [each.list]: names });
  const added = async (id: string) => (await each.held(id)).slice(each.before);

  it('are assigned by name, in the order of the request, at once', async () => {
    const id = await newInterface();
    const { status, result } = await assign(id, { [each.list]: each.names });
    expect(status).toBe(200);
    expect(result).toMatchObject({ NetworkInterfaceId: id, [each.set]: each.names });
    expect(await added(id)).toEqual(each.names);
  });

  it('are assigned by number: the answer names the new ones, and they come last', async () => {
    const id = await newInterface();
    const first = (await assign(id, { [each.count]: 3 })).result[each.set];
    const second = (await assign(id, { [each.count]: 2 })).result[each.set];
    expect([first.length, second.length]).toEqual([3, 2]);
    expect(await added(id)).toEqual([...first, ...second]);
    await unassign(id, [first[1]]);
    const third = (await assign(id, { [each.count]: 1 })).result[each.set];
    expect(await added(id)).toEqual([first[0], first[2], ...second, ...third]);
  });

  it('are taken away, and free again', async () => {
    const id = await newInterface();
    await assign(id, { [each.list]: each.names });
    const [one, two] = each.names;
    expect(await unassign(id, [one, one])).toMatchObject({ status: 200 });
    expect(await added(id)).toEqual([two]);
    const other = await newInterface();
    expect(await assign(other, { [each.list]: [one] })).toMatchObject({ status: 200 });
  });

  it('show in UpdatedAt', async () => {
    const id = await newInterface();
    const before = (await eni(id)).UpdatedAt;
    await server.advance(60_000);
    await assign(id, { [each.list]: each.names });
    const between = (await eni(id)).UpdatedAt;
    expect(between > before).toBe(true);
    await server.advance(60_000);
    await unassign(id, each.names);
    expect((await eni(id)).UpdatedAt > between).toBe(true);
  });

  it('are asked for by name or by number: one of the two', async () => {
    const id = await newInterface();
    expect(await assign(id, {})).toMatchObject({ status: 400, code: 'MissingParameter' });
    expect(await assign(id, { [each.list]: each.names, [each.count]: 1 })).toMatchObject({
      status: 400,
      code: 'InvalidParameter',
    });
    expect(await assign(id, { [each.count]: 0 })).toMatchObject({
      status: 400,
      code: `Invalid${each.count}.Malformed`,
    });
    expect(await assign(id, { [each.prefix]: 1 })).toMatchObject({
      status: 400,
      code: 'InvalidParameter',
      message: expect.stringContaining('prefixes'),
    });
    expect(await unassign(id, [])).toMatchObject({ status: 400, code: 'MissingParameter' });
    expect(await added(id)).toEqual([]);
  });

  it('reach the documented most on no instance, and no further', async () => {
    const id = await newInterface();
    expect(await assign(id, { [each.count]: each.detached })).toMatchObject({ status: 200 });
    const over = { status: 400, code: each.limit };
    expect(await assign(id, { [each.count]: 1 })).toMatchObject(over);
    expect(await assign(id, { [each.list]: each.names.slice(0, 1) })).toMatchObject(over);
    expect(await assign(id, { [each.count]: 1_000_000 })).toMatchObject(over);
  });

  it("reach the instance type's quota on an instance, the primary address counted", async () => {
    // The type takes 10 addresses an interface.
    const instanceId = await madeInstance(server, here);
    const id = await newInterface({ instanceId, status: 'InUse' });
    const free = 10 - each.before;
    expect(await assign(id, { [each.count]: free + 1 })).toMatchObject({ code: each.limit });
    expect(await assign(id, { [each.count]: free })).toMatchObject({ status: 200 });
    expect(await assign(id, { [each.count]: 1 })).toMatchObject({ code: each.limit });
  });

  it('keep to the figures for no instance when the type is withdrawn', async () => {
    const instanceId = await madeInstance(server, here, { instance_type_id: 'ecs.gone.large' });
    const id = await newInterface({ instanceId, status: 'InUse' });
    expect(await assign(id, { [each.count]: each.detached + 1 })).toMatchObject({
      code: each.limit,
    });
    expect(await assign(id, { [each.count]: each.detached })).toMatchObject({ status: 200 });
  });

  it('refuse what is malformed, outside, not there or taken, and keep nothing of it', async () => {
    const id = await newInterface();
    const [one, two] = each.names;
    await assign(await newInterface(), { [each.list]: [two] });
    for (const wrong of ['x', each.outside, 'y'.repeat(65)]) {
      expect(await assign(id, { [each.list]: [one, wrong] })).toMatchObject({
        status: 400,
        code: each.malformed,
      });
      expect(await unassign(id, [wrong])).toMatchObject({ status: 400, code: each.malformed });
    }
    expect(await assign(id, { [each.list]: [one, two] })).toMatchObject({
      status: 400,
      code: each.inUse,
    });
    expect(await added(id)).toEqual([]);
    // CNIs read it as "already gone".
    expect(await unassign(id, [two])).toMatchObject({ status: 400, code: each.malformed });
    await assign(id, { [each.list]: [one] });
    expect(await unassign(id, [one, two])).toMatchObject({ status: 400, code: each.malformed });
    expect(await added(id)).toEqual([one]);
  });

  it('refuse an interface that is not there, or service-managed', async () => {
    const id = await newInterface();
    await assign(id, { [each.list]: each.names });
    expect(await assign('eni-x', { [each.count]: 1 })).toMatchObject({
      status: 404,
      code: 'InvalidEniId.NotFound',
    });
    expect(await unassign('eni-x', each.names)).toMatchObject({
      status: 404,
      code: 'InvalidEniId.NotFound',
    });
    await patchRow(server, 'network_interface', id, { service_managed: 1 });
    const forbidden = { status: 403, code: 'Forbidden' };
    expect(await assign(id, { [each.count]: 1 })).toMatchObject(forbidden);
    expect(await unassign(id, each.names)).toMatchObject(forbidden);
  });

  it.each([
    'Creating',
    'Attaching',
    'Detaching',
    'Deleting',
  ])('refuse a secondary interface that is %s', async (status) => {
    const instanceId = await madeInstance(server, here);
    const id = await newInterface();
    await assign(id, { [each.list]: each.names });
    const on = status.endsWith('taching') ? instanceId : null;
    await patchRow(server, 'network_interface', id, { status, instance_id: on });
    const unsteady = { status: 400, code: 'InvalidEni.InvalidStatus' };
    expect(await assign(id, { [each.count]: 1 })).toMatchObject(unsteady);
    expect(await unassign(id, each.names)).toMatchObject(unsteady);
  });

  it('follow the instance on a primary interface', async () => {
    const instanceId = await madeInstance(server, here);
    const primaryId = await primaryOf(server, instanceId);
    for (const status of ['RUNNING', 'STOPPED']) {
      await patchRow(server, 'instance', instanceId, { status });
      const { result } = await assign(primaryId, { [each.count]: 1 });
      expect(await unassign(primaryId, result[each.set])).toMatchObject({ status: 200 });
    }
    await assign(primaryId, { [each.list]: each.names });
    for (const status of ['STARTING', 'STOPPING', 'REBOOTING', 'CREATING', 'DELETING']) {
      await patchRow(server, 'instance', instanceId, { status });
      const expected = { status: 400, code: 'InvalidInstance.InvalidStatus' };
      expect(await assign(primaryId, { [each.count]: 1 })).toMatchObject(expected);
      expect(await unassign(primaryId, each.names)).toMatchObject(expected);
    }
  });

  it('answer a repeated ClientToken alike', async () => {
    const id = await newInterface();
    const once = { [each.count]: 2, ClientToken: 'once' };
    const first = await assign(id, once);
    expect((await assign(id, once)).result[each.set]).toEqual(first.result[each.set]);
    expect(await added(id)).toHaveLength(2);
    expect(await assign(id, { ...once, [each.count]: 3 })).toMatchObject({
      code: 'IdempotentParameterMismatch',
    });
  });
});

it('counts free IPv4 addresses exactly, in parallel too', async () => {
  here = await scene(server, { cidr: '10.3.0.0/28' });
  const ids = [await newInterface(), await newInterface(), await newInterface()];
  const replies = await Promise.all(
    ids.flatMap((NetworkInterfaceId) =>
      [1, 2, 3].map((SecondaryPrivateIpAddressCount) =>
        server.client.vpc('AssignPrivateIpAddresses', {
          NetworkInterfaceId,
          SecondaryPrivateIpAddressCount,
        }),
      ),
    ),
  );
  // 13 usable, 3 primary: 10 are left.
  const given = replies.flatMap(({ result }) => result?.PrivateIpSet ?? []);
  expect(new Set(given).size).toBe(given.length);
  expect(given.length).toBeGreaterThan(7);
  expect(given.length).toBeLessThanOrEqual(10);
  const refused = replies.filter(({ status }) => status !== 200);
  expect(refused.map(({ code }) => code)).toEqual(refused.map(() => 'InsufficientIpInSubnet'));
});

it('does not take the primary address away', async () => {
  const id = await newInterface();
  const PrivateIpAddress = await ipv4Of(id);
  expect(
    await server.client.vpc('UnassignPrivateIpAddresses', {
      NetworkInterfaceId: id,
      PrivateIpAddress,
    }),
  ).toMatchObject({ status: 400, code: 'InvalidPrivateIp.Malformed' });
});

it('does not take an address away that has an EIP', async () => {
  const id = await newInterface({ privateIps: { given: ['10.0.0.30', '10.0.0.31'] } });
  const { AllocationId } = await server.client.ok('vpc', 'AllocateEipAddress', { BillingType: 3 });
  await server.client.ok('vpc', 'AssociateEipAddress', {
    AllocationId,
    InstanceType: 'NetworkInterface',
    InstanceId: id,
    PrivateIpAddress: '10.0.0.30',
  });
  const unassign = (address: string) =>
    server.client.vpc('UnassignPrivateIpAddresses', {
      NetworkInterfaceId: id,
      PrivateIpAddress: [address],
    });
  expect(await unassign('10.0.0.30')).toMatchObject({ status: 400, code: 'InvalidEip.InUse' });
  expect(await unassign('10.0.0.31')).toMatchObject({ status: 200 });
});

it('reads an IPv6 address however it is spelt', async () => {
  const id = await newInterface({ ipv6: { given: ['2001:db8::a'] } });
  expect(
    await server.client.vpc('UnassignIpv6Addresses', {
      NetworkInterfaceId: id,
      Ipv6Address: ['2001:0DB8:0:0:0:0:0:A'],
    }),
  ).toMatchObject({ status: 200 });
  expect(await ipv6Of(id)).toEqual([]);
});

it('has no addresses of a family that the subnet lacks', async () => {
  here = await scene(server, { ipv6: false });
  expect(
    await server.client.vpc('AssignIpv6Addresses', {
      NetworkInterfaceId: await newInterface(),
      Ipv6AddressCount: 1,
    }),
  ).toMatchObject({ status: 400, code: 'InvalidSubnet.DisableIpv6' });
  here = await scene(server, { cidr: '' });
  expect(
    await server.client.vpc('AssignPrivateIpAddresses', {
      NetworkInterfaceId: await newInterface(),
      SecondaryPrivateIpAddressCount: 1,
    }),
  ).toMatchObject({ status: 400, code: 'InvalidSubnet.DisableIpv4' });
});

it("keeps to the account's quotas for interfaces on no instance", async () => {
  await server.close();
  const quotas = { SecondaryIpv4PerDetachedInterface: 2, Ipv6PerDetachedInterface: 60 };
  server = await startServer({ world: makeWorld({ quotas }) });
  here = await scene(server);
  const NetworkInterfaceId = await newInterface();
  expect(
    await server.client.vpc('AssignPrivateIpAddresses', {
      NetworkInterfaceId,
      SecondaryPrivateIpAddressCount: 3,
    }),
  ).toMatchObject({ code: 'LimitExceeded.PrivateIpsPerEni' });
  expect(
    await server.client.vpc('AssignIpv6Addresses', { NetworkInterfaceId, Ipv6AddressCount: 60 }),
  ).toMatchObject({ status: 200 });
});
