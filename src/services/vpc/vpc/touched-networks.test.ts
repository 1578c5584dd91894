import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  ipv6Scene,
  madeBandwidth,
  madeEgressOnlyRule,
  madeIpv6Gateway,
} from '#test/support/ipv6.ts';
import { MemoryPlane } from '#test/support/memory-plane.ts';
import { madeGroup, madeSubnet, madeVpc, runInput } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

/* What is removed in the transaction that deletes it is known by its network all the same. */

let plane: MemoryPlane;
let server: TestServer;
beforeEach(async () => {
  plane = new MemoryPlane();
  server = await startServer({ dataPlane: plane });
});
afterEach(() => server.close());

const ok = (action: string, input: object) => server.client.ok('vpc', action, { ...input });

it('an egress-only rule that is deleted lets others open connections again', async () => {
  const { VpcId, eni, addresses, subnetId, groupId } = await ipv6Scene(server);
  const { InstanceIds } = await server.client.ok(
    'ecs',
    'RunInstances',
    runInput({ subnetId, groupId, zoneId: 'cn-beijing-a' }),
  );
  await server.settled();
  await ok('AttachNetworkInterface', { NetworkInterfaceId: eni, InstanceId: InstanceIds[0] });
  await server.settled();
  const gateway = await madeIpv6Gateway(server, VpcId);
  const bandwidth = await madeBandwidth(server, addresses[0]);
  const Ipv6EgressOnlyRuleId = await madeEgressOnlyRule(server, gateway, bandwidth);
  expect(plane.network(VpcId)?.publicIpv6).toMatchObject([{ egressOnly: true }]);
  await ok('DeleteIpv6EgressOnlyRule', { Ipv6EgressOnlyRuleId });
  await server.settled();
  expect(plane.network(VpcId)?.publicIpv6).toMatchObject([{ egressOnly: false }]);
});

it('the timeouts of an interface are those of its NIC, from when they change', async () => {
  const { VpcId, eni, subnetId, groupId } = await ipv6Scene(server);
  const { InstanceIds } = await server.client.ok(
    'ecs',
    'RunInstances',
    runInput({ subnetId, groupId, zoneId: 'cn-beijing-a' }),
  );
  await server.settled();
  const timeouts = () => plane.network(VpcId)?.nics.find(({ id }) => id === eni)?.timeouts;
  await ok('ModifyNetworkInterfaceAttributes', { NetworkInterfaceId: eni, UdpTimeout: 30 });
  await ok('AttachNetworkInterface', { NetworkInterfaceId: eni, InstanceId: InstanceIds[0] });
  await server.settled();
  expect(timeouts()).toEqual({ udp: 30 });
  await ok('ModifyNetworkInterfaceAttributes', {
    NetworkInterfaceId: eni,
    TcpEstablishedTimeout: 600,
    TcpClosedAndTimeWaitTimeout: 3,
  });
  await server.settled();
  expect(timeouts()).toEqual({ tcpEstablished: 600, tcpClosed: 3, udp: 30 });
});

it('a virtual IP that is deleted is nowhere any more', async () => {
  const VpcId = await madeVpc(server);
  const SubnetId = await madeSubnet(server, VpcId);
  await madeGroup(server, VpcId);
  const { HaVipId } = await ok('CreateHaVip', { SubnetId });
  await server.settled();
  expect(plane.network(VpcId)?.floatingAddresses).toHaveLength(1);
  await ok('DeleteHaVip', { HaVipId });
  await server.settled();
  expect(plane.network(VpcId)?.floatingAddresses).toEqual([]);
});
