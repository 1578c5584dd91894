import { afterEach, beforeEach, expect, it } from 'vitest';
import { madeBandwidthPackage } from '#test/support/bandwidth-package.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.close());

const drop = (BandwidthPackageId: string) =>
  server.client.vpc('DeleteBandwidthPackage', { BandwidthPackageId });
const unsubscribe = (InstanceID: string) =>
  server.client.call('billing', 'UnsubscribeInstance', { InstanceID, Product: 'BandwidthPackage' });

it('a package goes when nothing is in it', async () => {
  const id = await madeBandwidthPackage(server);
  const { AllocationId } = await server.client.ok('vpc', 'AllocateEipAddress', {
    BillingType: 3,
    BandwidthPackageId: id,
  });
  expect(await drop(id)).toMatchObject({ status: 400, code: 'InvalidBandwidthPackage.InUse' });
  await server.client.ok('vpc', 'RemoveBandwidthPackageIp', {
    BandwidthPackageId: id,
    AllocationId,
  });
  expect(await drop(id)).toMatchObject({ status: 200 });
  await server.settled();
  expect(await drop(id)).toMatchObject({ status: 404, code: 'InvalidBandwidthPackage.NotFound' });
});

it('a subscription ends by unsubscribing, and no other package does', async () => {
  const subscribed = await madeBandwidthPackage(server, { BillingType: 1 });
  expect(await drop(subscribed)).toMatchObject({
    status: 403,
    code: 'Forbidden',
    message: 'You are not authorized to delete prepaid bandwidth package.',
  });
  const other = await madeBandwidthPackage(server);
  expect(await unsubscribe(other)).toMatchObject({
    status: 400,
    code: 'InvalidBillingType.Malformed',
  });
  expect(await unsubscribe(subscribed)).toMatchObject({ status: 200 });
  await server.settled();
  expect(await drop(subscribed)).toMatchObject({ status: 404 });
});
