import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answered } from '#gateway/answered.ts';
import { breaches } from '../../support/invariants.ts';
import { madeInstance, madeSubnet, type Scene, scene } from '../../support/scene.ts';
import { startServer, type TestServer } from '../../support/server.ts';
import { exercised, recordOf } from '../lib/stage.ts';
import { Cello, GaveUp } from './cello.ts';
import { Cilium } from './cilium.ts';

/** ecs.g3i.large, of the built-in catalogue. */
const TYPE = 'ecs.g3i.large';
const HOUR_MS = 3_600_000;
/** Longer than any dwell time. */
const SETTLED_MS = 60_000;

let server: TestServer;
let here: Scene;
let instanceId: string;
let waits: number[];
const answered: Answered[] = [];
beforeEach(async () => {
  server = await startServer({ transitions: 'manual', onAnswered: (each) => answered.push(each) });
  here = await scene(server);
  instanceId = await madeInstance(server, here);
  waits = [];
});
afterEach(async () => {
  await server.advance(HOUR_MS);
  expect(await breaches(server.store, server.world, true)).toEqual([]);
  await server.close();
});

const wait = async (ms: number) => {
  waits.push(ms);
  await server.advance(ms);
};

const show = (NetworkInterfaceId: string) =>
  server.client.vpc('DescribeNetworkInterfaceAttributes', { NetworkInterfaceId });

describe("cello's calls", () => {
  let cello: Cello;
  beforeEach(() => {
    cello = new Cello(
      server.client,
      {
        vpcId: here.vpcId,
        zoneId: here.zoneId,
        instanceId,
        instanceType: TYPE,
        subnetIds: [here.subnetId],
        securityGroupIds: [here.groupId],
      },
      wait,
    );
  });

  it('start: what would make the agent panic is there', async () => {
    const { subnets, types, interfaces, instance } = await cello.start();
    expect(subnets).toEqual([
      expect.objectContaining({
        SubnetId: here.subnetId,
        CidrBlock: '10.0.0.0/24',
        Ipv6CidrBlock: expect.stringMatching(/\/64$/),
        TotalIpv4Count: 253,
        AvailableIpAddressCount: 252,
      }),
    ]);
    for (const found of types) {
      expect(found).toEqual([
        expect.objectContaining({
          InstanceTypeId: TYPE,
          NetworkInterfaceTotalNumQuota: expect.any(Number),
          TrunkNetworkInterfaceSupported: expect.any(Boolean),
          Network: expect.objectContaining({
            MaximumNetworkInterfaces: expect.any(Number),
            MaximumPrivateIpv4AddressesPerNetworkInterface: expect.any(Number),
          }),
        }),
      ]);
      expect(found[0].Network.MaximumNetworkInterfaces).toBeGreaterThanOrEqual(2);
    }
    expect(interfaces).toHaveLength(1);
    expect(instance).toHaveLength(1);
    expect(instance[0].NetworkInterfaces).toHaveLength(1);
  });

  it('a pod network: interface, addresses of both families, and all of it given back', async () => {
    const eni = await cello.allocate(here.subnetId, 1);
    expect(eni).toMatchObject({
      Type: 'secondary',
      DeviceId: instanceId,
      MacAddress: expect.stringMatching(/^00:16:3e(:[0-9a-f]{2}){3}$/),
      IPv6Sets: null,
    });
    const id = eni.NetworkInterfaceId;
    // Both lists are read, and both count the primary interface: cello computes the others' number
    // from the difference.
    expect((await cello.instance())[0].NetworkInterfaces).toHaveLength(2);
    expect(await cello.interfaces('InUse')).toHaveLength(2);

    const [address] = await cello.assign(id, 1);
    const [ipv6] = await cello.assignIpv6(id, 1);
    const { result } = await show(id);
    const held = result.PrivateIpSets.PrivateIpSet.map(
      (each: { PrivateIpAddress: string }) => each.PrivateIpAddress,
    );
    expect(held).toHaveLength(3);
    expect(held.at(-1)).toBe(address);
    expect(result.IPv6Sets).toEqual([ipv6]);

    // Each call is made twice, as after a crash in between. The second one is refused, and the CNI
    // takes that refusal for a success.
    for (const _ of [1, 2]) await cello.unassign(id, [address ?? '']);
    for (const _ of [1, 2]) await cello.unassignIpv6(id, [ipv6 ?? '']);
    for (const _ of [1, 2]) await cello.release(id);
    expect(await show(id)).toMatchObject({ status: 404, code: 'InvalidEniId.NotFound' });
  });

  it('an early delete is refused until the detach has ended, and then done', async () => {
    const { NetworkInterfaceId } = await cello.allocate(here.subnetId, 0);
    await server.client.ok('vpc', 'DetachNetworkInterface', {
      NetworkInterfaceId,
      InstanceId: instanceId,
    });
    expect(await server.client.vpc('DeleteNetworkInterface', { NetworkInterfaceId })).toMatchObject(
      { status: 400, code: 'InvalidEni.InvalidStatus' },
    );
    waits = [];
    await cello.remove(NetworkInterfaceId);
    expect(waits).toEqual([4000]);
  });

  it('a full instance ends the try at once, and no interface is left over', async () => {
    const [type] = (
      await server.client.ok('ecs', 'DescribeInstanceTypes', {
        InstanceTypeIds: [TYPE],
      })
    ).InstanceTypes;
    const most = type.Network.MaximumNetworkInterfaces;
    for (let n = 1; n < most; n += 1) await cello.allocate(here.subnetId, 0);
    const refused = await cello.allocate(here.subnetId, 0).catch((error) => error);
    expect(refused).toBeInstanceOf(GaveUp);
    expect(refused.code).toBe('LimitExceeded.EnisPerInstance');
    await server.advance(HOUR_MS);
    expect(await cello.interfaces('Available')).toEqual([]);
  });

  it('a full subnet ends the try at once', async () => {
    const small = await madeSubnet(server, here.vpcId, { CidrBlock: '10.1.0.0/29' });
    const free = async () =>
      (await server.client.ok('vpc', 'DescribeSubnetAttributes', { SubnetId: small }))
        .AvailableIpAddressCount;
    const before = await free();
    const { NetworkInterfaceId } = await cello.allocate(small, before - 1);
    expect(await free()).toBe(0);
    expect(await cello.assign(NetworkInterfaceId, 1).catch(({ code }) => code)).toBe(
      'InsufficientIpInSubnet',
    );
  });

  it('the sweep finds interfaces that a crash has left, by tag and age', async () => {
    const { NetworkInterfaceId } = await server.client.ok('vpc', 'CreateNetworkInterface', {
      SubnetId: here.subnetId,
      SecurityGroupIds: [here.groupId],
      Tags: [{ Key: 'k8s:cello:created-by', Value: 'cello' }],
    });
    await server.advance(SETTLED_MS);
    await server.advance(HOUR_MS);
    const left = await cello.interfaces('Available', {
      Key: 'k8s:cello:created-by',
      Value: 'cello',
    });
    expect(left.map((each) => each.NetworkInterfaceId)).toEqual([NetworkInterfaceId]);
    const age = server.worldClock.now() - Date.parse(left[0].UpdatedAt);
    expect(age).toBeGreaterThan(5 * 60_000);
    await cello.remove(NetworkInterfaceId);
  });
});

describe("the calls of cilium's operator", () => {
  it('reads everything by token, with no nil to fall over', async () => {
    const known = await new Cilium(server.client, wait).resync();
    expect(known.Vpcs.map((each) => each.VpcId)).toEqual([here.vpcId]);
    expect(known.Subnets.map((each) => each.SubnetId)).toEqual([here.subnetId]);
    expect(known.SecurityGroups).toHaveLength(2);
    expect(known.Instances.map((each) => each.InstanceId)).toEqual([instanceId]);
    for (const each of known.NetworkInterfaceSets) {
      expect(each.PrivateIpSets.PrivateIpSet.length).toBeGreaterThan(0);
    }
    for (const each of known.InstanceTypes) expect(each.Network).toBeDefined();
  });

  it('walks through more than one page', async () => {
    const total = 101;
    for (let n = 0; n < total; n += 1) {
      await server.client.ok('vpc', 'CreateSecurityGroup', { VpcId: here.vpcId });
    }
    const { SecurityGroups } = await new Cilium(server.client, wait).resync();
    const ids = new Set(SecurityGroups.map((each) => each.SecurityGroupId));
    expect(ids.size).toBe(total + 2);
    expect(SecurityGroups).toHaveLength(total + 2);
  });

  it('creates, attaches, and polls until InUse', async () => {
    const eni = await new Cilium(server.client, wait).createAndAttach(instanceId, {
      SubnetId: here.subnetId,
      SecurityGroupIds: [here.groupId],
      SecondaryPrivateIpAddressCount: 0,
    });
    expect(eni).toMatchObject({ Status: 'InUse', DeviceId: instanceId });
    expect(waits.length).toBeGreaterThan(0);
  });
});

it('together exercise the actions of their record (TENON_RECORD=1 writes it anew)', () => {
  const seen = exercised(answered);
  expect(seen).toEqual(recordOf('cni', 'cni', seen));
});
