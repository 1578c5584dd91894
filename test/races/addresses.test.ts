import { describe, expect, it } from 'vitest';
import { madeGroup, madeSubnet, madeVpc, scene } from '../support/scene.ts';
import { Arena, create, STORES } from './arena.ts';
import { codeCounts, oddLosses, times, won } from './crowd.ts';

describe.each(STORES)('addresses, on %s', (store) => {
  const arena = new Arena(store);

  it('that many interfaces ask for by name are given to one', async () => {
    const { server, crowd } = arena;
    const { subnetId, groupId } = await scene(server.client, { cidr: '10.1.0.0/16' });
    const enis = await arena.interfaces(50, subnetId, groupId);
    const asked = '10.1.200.200';

    const said = await crowd.ask(
      enis.map((NetworkInterfaceId) => ({
        action: 'AssignPrivateIpAddresses',
        input: { NetworkInterfaceId, PrivateIpAddress: [asked] },
      })),
    );

    const [winner, ...more] = won(said);
    expect(more).toEqual([]);
    expect(oddLosses(said, 'InvalidPrivateIp.InUse')).toEqual([]);
    const seen = await arena.look(String(winner?.ask.input.NetworkInterfaceId));
    expect(seen.PrivateIpSets.PrivateIpSet[1].PrivateIpAddress).toBe(asked);
  });

  it('that many new interfaces name as their primary one are given to one', async () => {
    const { server, crowd } = arena;
    const { subnetId, groupId } = await scene(server.client, { cidr: '10.1.0.0/16' });

    const said = await crowd.ask(
      times(50, () => create(subnetId, groupId, { PrimaryIpAddress: '10.1.9.9' })),
    );

    expect(won(said).length).toBe(1);
    expect(oddLosses(said, 'InvalidPrivateIp.InUse')).toEqual([]);
  });

  it('that interfaces and virtual IPs name alike are given to one', async () => {
    const { server, crowd } = arena;
    const { subnetId, groupId } = await scene(server.client, { cidr: '10.1.0.0/16' });

    const said = await crowd.ask([
      ...times(5, () => ({
        action: 'CreateHaVip',
        input: { SubnetId: subnetId, IpAddress: '10.1.9.9' },
      })),
      ...times(20, () => create(subnetId, groupId, { PrimaryIpAddress: '10.1.9.9' })),
    ]);

    expect(won(said).length).toBe(1);
    expect(oddLosses(said, 'InvalidPrivateIp.InUse')).toEqual([]);
  });

  it('of a subnet are given out to the last one and no further', async () => {
    const { server, crowd } = arena;
    const vpcId = await madeVpc(server);
    const groupId = await madeGroup(server, vpcId);
    const subnetId = await madeSubnet(server, vpcId, { CidrBlock: '10.3.0.0/26' });
    const usable = 64 - 3;

    const said = await crowd.ask(times(150, () => create(subnetId, groupId)));

    expect(codeCounts(said)).toEqual({ '': usable, InsufficientIpInSubnet: 150 - usable });
    await server.settled();
    const { AvailableIpAddressCount } = await server.client.ok('vpc', 'DescribeSubnetAttributes', {
      SubnetId: subnetId,
    });
    expect(AvailableIpAddressCount).toBe(0);
    const held = await server.client.ok('vpc', 'DescribeNetworkInterfaces', { MaxResults: 100 });
    const addresses = held.NetworkInterfaceSets.map(
      ({ PrimaryIpAddress }: { PrimaryIpAddress: string }) => PrimaryIpAddress,
    );
    expect(new Set(addresses).size).toBe(usable);
  });

  it('of blocks that overlap are given to one subnet', async () => {
    const { server, crowd } = arena;
    const VpcId = await madeVpc(server);
    // All of these blocks overlap: each contains 10.0.0.0.
    const blocks = times(40, (index) => `10.0.0.0/${12 + (index % 18)}`);

    const said = await crowd.ask(
      blocks.map((CidrBlock) => ({
        action: 'CreateSubnet',
        input: { VpcId, ZoneId: 'cn-beijing-a', CidrBlock },
      })),
    );

    expect(won(said).length).toBe(1);
    expect(oddLosses(said, 'InvalidCidr.Conflict')).toEqual([]);
    const { TotalCount } = await server.client.ok('vpc', 'DescribeSubnets', { VpcId });
    expect(TotalCount).toBe(1);
  });
});
