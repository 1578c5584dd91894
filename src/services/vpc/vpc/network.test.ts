import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Network } from '#core/network.ts';
import {
  type Input,
  madeGroup,
  madeInterface,
  madeSubnet,
  type SceneWithInstances,
  scene,
} from '../../../../test/support/scene.ts';
import { startServer, type TestServer } from '../../../../test/support/server.ts';
import { type NetworkPicture, networkOf } from './network.ts';

let server: TestServer;
let here: SceneWithInstances;
beforeEach(async () => {
  server = await startServer();
  here = await scene(server, { instances: 2 });
});
afterEach(() => server.close());

const vpc = (action: string, input: Input = {}) => server.client.ok('vpc', action, input);

async function load(id = here.vpcId): Promise<NetworkPicture> {
  await server.settled();
  const picture = await server.store.read((tx) => networkOf(tx, id));
  if (picture === undefined) throw new Error(`there is no ${id}`);
  return picture;
}

const one = (instance = 0) => here.instanceIds[instance] ?? '';

/** The primary interface of an instance, as the API shows it. */
async function primaryOf(instance: string) {
  const { NetworkInterfaceSets } = await vpc('DescribeNetworkInterfaces', {
    InstanceId: instance,
    Type: 'primary',
  });
  return NetworkInterfaceSets[0];
}

async function attached(input: Input = {}, instance = one()): Promise<string> {
  const NetworkInterfaceId = await madeInterface(server, here, input);
  await vpc('AttachNetworkInterface', { NetworkInterfaceId, InstanceId: instance });
  await server.settled();
  return NetworkInterfaceId;
}

const nicOf = (picture: NetworkPicture, id: string) => picture.nics.find((nic) => nic.id === id);

it('is nothing for a VPC that is not there', async () => {
  expect(await server.store.read((tx) => networkOf(tx, 'vpc-none'))).toBeUndefined();
});

it('has the blocks of a VPC, and those that it uses as private ones apart', async () => {
  const { VpcId } = await vpc('CreateVpc', { CidrBlock: '10.0.0.0/16', EnableIpv6: true });
  await server.settled();
  await vpc('AssociateVpcCidrBlock', { VpcId, SecondaryCidrBlock: '10.1.0.0/16' });
  await vpc('AssociateVpcUserCidrBlock', { VpcId, UserCidrBlock: '30.0.0.0/16' });
  const { blocks, userBlocks } = await load(VpcId);
  expect(blocks).toEqual(['10.0.0.0/16', '10.1.0.0/16', expect.stringMatching(/::\/56$/)]);
  expect(userBlocks).toEqual(['30.0.0.0/16']);
});

it('has its subnets with their gateways; one of IPv6 alone has none', async () => {
  const alone = await scene(server, { cidr: '' });
  const { subnets, routeTables } = await load();
  const block = expect.stringMatching(/\/64$/);
  expect(subnets).toEqual([
    {
      id: here.subnetId,
      blocks: ['10.0.0.0/24', block],
      gateway: '10.0.0.1',
      routeTableId: routeTables[0]?.id,
    },
  ]);
  const other = await load(alone.vpcId);
  expect(other.subnets.at(-1)).toEqual({
    id: alone.subnetId,
    blocks: [block],
    routeTableId: other.routeTables[0]?.id,
  });
});

describe('its NICs', () => {
  it('are those on an instance, each with its addresses in their order', async () => {
    const eni = await attached({ SecondaryPrivateIpAddressCount: 2, Ipv6AddressCount: 1 });
    await madeInterface(server, here);
    const picture = await load();
    expect(picture.nics).toHaveLength(3);
    const shown = await vpc('DescribeNetworkInterfaceAttributes', { NetworkInterfaceId: eni });
    const addresses = shown.PrivateIpSets.PrivateIpSet.map(
      ({ PrivateIpAddress }: { PrivateIpAddress: string }) => PrivateIpAddress,
    );
    expect(nicOf(picture, eni)).toEqual({
      id: eni,
      instanceId: one(),
      subnetId: here.subnetId,
      mac: shown.MacAddress,
      addresses: [...addresses, ...shown.IPv6Sets],
      securityGroupIds: [here.groupId],
      forwards: false,
    });
  });

  it('leave it when they are detached', async () => {
    const eni = await attached();
    await vpc('DetachNetworkInterface', { NetworkInterfaceId: eni, InstanceId: one() });
    expect(nicOf(await load(), eni)).toBeUndefined();
  });

  it('are in it while they are attached, and no longer while they are detached', async () => {
    const slow = await startServer({ transitions: 'manual' });
    try {
      const there = await scene(slow, { instances: 1 });
      const [InstanceId] = there.instanceIds;
      const NetworkInterfaceId = await madeInterface(slow, there);
      const ids = async () =>
        (await slow.store.read((tx) => networkOf(tx, there.vpcId)))?.nics.map(({ id }) => id);
      await slow.client.ok('vpc', 'AttachNetworkInterface', { NetworkInterfaceId, InstanceId });
      expect(await ids()).toContain(NetworkInterfaceId);
      await slow.advance(10_000);
      await slow.client.ok('vpc', 'DetachNetworkInterface', { NetworkInterfaceId, InstanceId });
      expect(await ids()).not.toContain(NetworkInterfaceId);
    } finally {
      await slow.close();
    }
  });
});

describe('its security groups', () => {
  const rule = (input: Input) =>
    vpc('AuthorizeSecurityGroupIngress', {
      SecurityGroupId: here.groupId,
      Protocol: 'tcp',
      PortStart: 80,
      PortEnd: 81,
      ...input,
    });

  it('are those of NICs and the peers of their rules', async () => {
    const peer = await madeGroup(server, here.vpcId);
    await madeGroup(server, here.vpcId);
    await rule({ SourceGroupId: peer, Policy: 'drop', Priority: 7 });
    const { securityGroups } = await load();
    expect(securityGroups.map(({ id }) => id)).toEqual([here.groupId, peer].sort());
    const group = securityGroups.find(({ id }) => id === here.groupId);
    expect(group?.ingress).toEqual([
      {
        accept: false,
        priority: 7,
        protocol: 'tcp',
        ports: [80, 81],
        peer: { securityGroupId: peer },
      },
    ]);
    expect(group?.egress).toEqual([
      { accept: true, priority: 100, protocol: 'all', peer: { blocks: ['0.0.0.0/0'] } },
    ]);
  });

  it('name the blocks of a prefix list', async () => {
    const { PrefixListId } = await vpc('CreatePrefixList', {
      IpVersion: 'IPv4',
      MaxEntries: 5,
      PrefixListEntries: [{ Cidr: '10.9.0.0/16' }, { Cidr: '10.8.0.0/16' }],
    });
    await server.settled();
    await rule({ PrefixListId });
    const { securityGroups } = await load();
    const peers = securityGroups.flatMap(({ ingress }) => ingress.map(({ peer }) => peer));
    expect(peers).toEqual([{ blocks: ['10.9.0.0/16', '10.8.0.0/16'] }]);
  });
});

it('has the network ACLs of its subnets, in the order of their rules', async () => {
  const { NetworkAclId } = await vpc('CreateNetworkAcl', { VpcId: here.vpcId });
  await vpc('CreateNetworkAcl', { VpcId: here.vpcId });
  await server.settled();
  await vpc('UpdateNetworkAclEntries', {
    NetworkAclId,
    UpdateIngressAclEntries: true,
    IngressAclEntries: [
      { Policy: 'accept', Protocol: 'tcp', Port: '80/90', SourceCidrIp: '10.0.0.0/8' },
      { Policy: 'drop', Protocol: 'icmp', Port: '-1/-1', SourceCidrIp: '0.0.0.0/0' },
    ],
  });
  await vpc('AssociateNetworkAcl', { NetworkAclId, Resource: [{ ResourceId: here.subnetId }] });
  const { networkAcls, subnets } = await load();
  const drop = { accept: false, protocol: 'all', block: '0.0.0.0/0' };
  expect(networkAcls).toEqual([
    {
      id: NetworkAclId,
      stateful: false,
      ingress: [
        { accept: true, protocol: 'tcp', ports: [80, 90], block: '10.0.0.0/8' },
        { accept: false, protocol: 'icmp', block: '0.0.0.0/0' },
        drop,
      ],
      egress: [drop],
    },
  ]);
  expect(subnets.find(({ id }) => id === here.subnetId)?.networkAclId).toBe(NetworkAclId);
});

describe('its routes', () => {
  const route = async (input: Input) => {
    const [table] = (await load()).routeTables;
    await vpc('CreateRouteEntry', { RouteTableId: table?.id, ...input });
    return (await load()).routeTables[0]?.routes ?? [];
  };

  it('lead to the primary NIC of an instance, which may then forward', async () => {
    const { NetworkInterfaceId } = await primaryOf(one());
    const routes = await route({
      DestinationCidrBlock: '172.16.0.0/16',
      NextHopType: 'Instance',
      NextHopId: one(),
    });
    expect(routes).toEqual([{ blocks: ['172.16.0.0/16'], nextHop: { nicId: NetworkInterfaceId } }]);
    const forwarding = (await load()).nics.filter(({ forwards }) => forwards);
    expect(forwarding.map(({ id }) => id)).toEqual([NetworkInterfaceId]);
  });

  it('lead to a NIC, and nowhere when it is in no instance', async () => {
    const eni = await attached();
    const routes = await route({
      DestinationCidrBlock: '172.16.0.0/16',
      NextHopType: 'NetworkInterface',
      NextHopId: eni,
    });
    expect(routes.map(({ nextHop }) => nextHop)).toEqual([{ nicId: eni }]);
    await vpc('DetachNetworkInterface', { NetworkInterfaceId: eni, InstanceId: one() });
    const [table] = (await load()).routeTables;
    expect(table?.routes.map(({ nextHop }) => nextHop)).toEqual(['nowhere']);
  });

  it('lead to a floating address, whose members may then forward', async () => {
    const { HaVipId } = await vpc('CreateHaVip', { SubnetId: here.subnetId });
    await server.settled();
    await vpc('AssociateHaVip', { HaVipId, InstanceId: one(1) });
    const { NetworkInterfaceId } = await primaryOf(one(1));
    const routes = await route({
      DestinationCidrBlock: '172.16.0.0/16',
      NextHopType: 'HaVip',
      NextHopId: HaVipId,
    });
    expect(routes.map(({ nextHop }) => nextHop)).toEqual([{ floatingAddressId: HaVipId }]);
    expect(nicOf(await load(), NetworkInterfaceId)?.forwards).toBe(true);
  });

  it('have the blocks of a prefix list as their destination', async () => {
    const { PrefixListId } = await vpc('CreatePrefixList', {
      IpVersion: 'IPv4',
      MaxEntries: 5,
      PrefixListEntries: [{ Cidr: '172.16.0.0/16' }, { Cidr: '172.17.0.0/16' }],
    });
    await server.settled();
    const routes = await route({
      DestinationPrefixListId: PrefixListId,
      NextHopType: 'Instance',
      NextHopId: one(),
    });
    expect(routes.map(({ blocks }) => blocks)).toEqual([['172.16.0.0/16', '172.17.0.0/16']]);
  });

  it('are those of the tables that subnets are on', async () => {
    const { RouteTableId } = await vpc('CreateRouteTable', { VpcId: here.vpcId });
    const [system] = (await load()).routeTables;
    expect((await load()).routeTables).toHaveLength(1);
    await vpc('AssociateRouteTable', { RouteTableId, SubnetId: here.subnetId });
    const { routeTables, subnets } = await load();
    expect(routeTables.map(({ id }) => id)).toEqual([RouteTableId]);
    expect(RouteTableId).not.toBe(system?.id);
    expect(subnets.map(({ routeTableId }) => routeTableId)).toEqual([RouteTableId]);
  });
});

describe('its EIPs', () => {
  const bound = async (InstanceType: string, InstanceId: string, more: Input = {}) => {
    const { AllocationId } = await vpc('AllocateEipAddress', { BillingType: 3, Bandwidth: 7 });
    await vpc('AssociateEipAddress', { AllocationId, InstanceType, InstanceId, ...more });
    await server.settled();
    return AllocationId;
  };

  it('stand for the address of an instance, of an interface, and of a floating one', async () => {
    const eni = await attached({ SecondaryPrivateIpAddressCount: 1 });
    const shown = await vpc('DescribeNetworkInterfaceAttributes', { NetworkInterfaceId: eni });
    const [own, second] = shown.PrivateIpSets.PrivateIpSet.map(
      ({ PrivateIpAddress }: { PrivateIpAddress: string }) => PrivateIpAddress,
    );
    const { HaVipId, IpAddress } = await vpc('CreateHaVip', { SubnetId: here.subnetId });
    await server.settled();
    const wanted = new Map([
      [await bound('EcsInstance', one()), (await primaryOf(one())).PrimaryIpAddress],
      [await bound('NetworkInterface', eni), own],
      [await bound('NetworkInterface', eni, { PrivateIpAddress: second }), second],
      [await bound('HaVip', HaVipId), IpAddress],
    ]);
    const { publicAddresses } = await load();
    expect(new Map(publicAddresses.map((each) => [each.id, each.privateAddress]))).toEqual(wanted);
    for (const { bandwidth, address } of publicAddresses) {
      expect(bandwidth).toBe(7);
      expect(address).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
    }
  });

  it('stand for nothing on an interface that is in no instance, and when they are unbound', async () => {
    const eni = await attached();
    const AllocationId = await bound('NetworkInterface', eni);
    expect((await load()).publicAddresses).toHaveLength(1);
    await vpc('DetachNetworkInterface', { NetworkInterfaceId: eni, InstanceId: one() });
    expect((await load()).publicAddresses).toEqual([]);
    await vpc('AttachNetworkInterface', { NetworkInterfaceId: eni, InstanceId: one() });
    expect((await load()).publicAddresses).toHaveLength(1);
    await vpc('DisassociateEipAddress', { AllocationId });
    expect((await load()).publicAddresses).toEqual([]);
  });
});

it('has the public IPv6 addresses when there is a gateway, and which only open connections', async () => {
  const eni = await attached({ Ipv6AddressCount: 2 });
  const shown = await vpc('DescribeNetworkInterfaceAttributes', { NetworkInterfaceId: eni });
  const [address] = shown.IPv6Sets;
  const { Ipv6GatewayId } = await vpc('CreateIpv6Gateway', { VpcId: here.vpcId });
  await server.settled();
  const { AllocationId } = await vpc('AllocateIpv6AddressBandwidth', {
    Ipv6Address: address,
    BillingType: 3,
    Bandwidth: 5,
  });
  expect((await load()).publicIpv6).toEqual([{ address, bandwidth: 5, egressOnly: false }]);
  const { Ipv6EgressOnlyRuleId } = await vpc('CreateIpv6EgressOnlyRule', {
    Ipv6GatewayId,
    InstanceId: AllocationId,
  });
  expect((await load()).publicIpv6).toEqual([{ address, bandwidth: 5, egressOnly: true }]);
  await vpc('DeleteIpv6EgressOnlyRule', { Ipv6EgressOnlyRuleId });
  await vpc('ReleaseIpv6AddressBandwidth', { AllocationId });
  expect((await load()).publicIpv6).toEqual([]);
});

describe('its floating addresses', () => {
  it('may be announced by the NICs of their members, the holder first', async () => {
    const { HaVipId, IpAddress } = await vpc('CreateHaVip', { SubnetId: here.subnetId });
    await server.settled();
    for (const InstanceId of here.instanceIds) await vpc('AssociateHaVip', { HaVipId, InstanceId });
    const first = (await primaryOf(one(0))).NetworkInterfaceId;
    const second = (await primaryOf(one(1))).NetworkInterfaceId;
    const floating = (nicIds: string[]): Network['floatingAddresses'] => [
      { id: HaVipId, address: IpAddress, subnetId: here.subnetId, nicIds },
    ];
    expect((await load()).floatingAddresses).toEqual(floating([first, second]));
    const { keepHolder } = await import('../ha-vip/holder.ts');
    await server.store.write((tx) => keepHolder(tx, HaVipId, second));
    expect((await load()).floatingAddresses).toEqual(floating([second, first]));
    const { HaVips } = await vpc('DescribeHaVips', { HaVipIds: [HaVipId] });
    expect(HaVips[0].MasterInstanceId).toBe(one(1));
    // When the holder has gone, the first member has it.
    await vpc('DisassociateHaVip', { HaVipId, InstanceId: one(1) });
    expect((await load()).floatingAddresses).toEqual(floating([first]));
  });
});

it('takes as many statements for a network with many NICs as for one with few', async () => {
  const counted = () =>
    server.store.read(async (tx) => {
      let statements = 0;
      const counting = new Proxy(tx, {
        get(target, name) {
          const value = Reflect.get(target, name, target);
          if (typeof value !== 'function') return value;
          statements += ['all', 'select'].includes(String(name)) ? 1 : 0;
          statements += name === 'first' ? 1 : 0;
          return value.bind(target);
        },
      });
      await networkOf(counting, here.vpcId);
      return statements;
    });
  const few = await counted();
  await madeSubnet(server, here.vpcId, { CidrBlock: '10.0.1.0/24' });
  for (let each = 0; each < 3; each += 1) await attached({}, one(each % 2));
  expect(await counted()).toBe(few);
  expect(few).toBeLessThan(25);
});
