import { afterEach, beforeEach, expect, it } from 'vitest';
import { madeBandwidthPackage } from '#test/support/bandwidth-package.ts';
import { MemoryPlane } from '#test/support/memory-plane.ts';
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

it('a network knows what its public addresses may carry together', async () => {
  const { vpcId, instanceIds } = await scene(server, { instances: 1 });
  const id = await madeBandwidthPackage(server);
  const { AllocationId } = await ok('AllocateEipAddress', { BillingType: 3, Bandwidth: 7 });
  const InstanceId = instanceIds[0];
  await ok('AssociateEipAddress', { AllocationId, InstanceId, InstanceType: 'EcsInstance' });
  await server.settled();
  const limits = async () => {
    await server.settled();
    return plane.network(vpcId)?.publicAddresses.map(({ bandwidth, shared }) => ({
      bandwidth,
      shared,
    }));
  };
  expect(await limits()).toEqual([{ bandwidth: 7, shared: undefined }]);
  const named = { BandwidthPackageId: id, AllocationId };
  await ok('AddBandwidthPackageIp', named);
  expect(await limits()).toEqual([{ bandwidth: 10, shared: { id, bandwidth: 10 } }]);
  await ok('ModifyBandwidthPackageSpec', { BandwidthPackageId: id, Bandwidth: 20 });
  expect(await limits()).toEqual([{ bandwidth: 20, shared: { id, bandwidth: 20 } }]);
  await ok('ModifyBandwidthPackageEipBandwidth', { AllocationId, Bandwidth: 3 });
  expect(await limits()).toEqual([{ bandwidth: 3, shared: { id, bandwidth: 20 } }]);
  await ok('RemoveBandwidthPackageIp', named);
  expect(await limits()).toEqual([{ bandwidth: 7, shared: undefined }]);
});
