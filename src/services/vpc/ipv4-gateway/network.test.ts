import { afterEach, beforeEach, expect, it } from 'vitest';
import { madeIpv4Gateway } from '#test/support/ipv4-gateway.ts';
import { MemoryPlane } from '#test/support/memory-plane.ts';
import { eipOnNat, natScene } from '#test/support/nat.ts';
import { scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let plane: MemoryPlane;
let server: TestServer;
beforeEach(async () => {
  plane = new MemoryPlane();
  server = await startServer({ dataPlane: plane });
});
afterEach(() => server.close());

const ok = (action: string, input: object) => server.client.ok('vpc', action, { ...input });

it('a gateway decides whether EIPs of its VPC carry packets, and `why` says so', async () => {
  const { vpcId, instanceIds } = await scene(server, { instances: 1 });
  const { AllocationId } = await ok('AllocateEipAddress', { BillingType: 3 });
  const InstanceId = instanceIds[0] ?? '';
  await ok('AssociateEipAddress', { AllocationId, InstanceId, InstanceType: 'EcsInstance' });
  const carries = async () => {
    await server.settled();
    return plane.network(vpcId)?.publicAddresses.length === 1;
  };
  const packet = async () => {
    const query = new URLSearchParams({ from: InstanceId, to: 'internet' });
    const answer = await fetch(`${server.url}/_tenon/packet?${query}`);
    return JSON.stringify(await answer.json());
  };
  const Ipv4GatewayId = await madeIpv4Gateway(server);
  const both = { Ipv4GatewayId, VpcId: vpcId };
  const closed = `${vpcId} is closed to the internet over IPv4`;
  expect(await carries()).toBe(true);
  await ok('AttachIpv4Gateway', both);
  expect(await carries()).toBe(false);
  expect(await packet()).toContain(closed);
  await ok('EnableIpv4Gateway', { Ipv4GatewayId });
  expect(await carries()).toBe(true);
  expect(await packet()).not.toContain(closed);
  await ok('DisableIpv4Gateway', { Ipv4GatewayId });
  expect(await carries()).toBe(false);
  await ok('DetachIpv4Gateway', both);
  expect(await carries()).toBe(true);
  await ok('AttachIpv4Gateway', both);
  await ok('DetachIpv4Gateway', { ...both, PrivateMode: true });
  expect(await carries()).toBe(false);
  await ok('AttachIpv4Gateway', both);
  await ok('EnableIpv4Gateway', { Ipv4GatewayId });
  expect(await carries()).toBe(true);
});

it('a gateway decides it of NAT gateways, too', async () => {
  const { VpcId, NatGatewayId } = await natScene(server);
  await eipOnNat(server, NatGatewayId);
  const carries = async () => {
    await server.settled();
    return plane.network(VpcId)?.natGateways.some(({ addresses }) => addresses.length > 0);
  };
  const Ipv4GatewayId = await madeIpv4Gateway(server);
  expect(await carries()).toBe(true);
  await ok('AttachIpv4Gateway', { Ipv4GatewayId, VpcId });
  expect(await carries()).toBe(false);
  await ok('EnableIpv4Gateway', { Ipv4GatewayId });
  expect(await carries()).toBe(true);
});
