import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { insertInterface } from '#test/support/rows.ts';
import { scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer({ transitions: 'manual' });
});
afterEach(() => server.close());

const ok = (action: string, input: Record<string, unknown>) =>
  server.client.ok('vpc', action, input);
const newEip = async (input: Record<string, unknown> = {}): Promise<string> =>
  (await ok('AllocateEipAddress', { BillingType: 3, ...input })).AllocationId;
const eip = (AllocationId: string) => ok('DescribeEipAddressAttributes', { AllocationId });
const modify = (AllocationId: string, input: Record<string, unknown> = {}) =>
  server.client.vpc('ModifyEipAddressAttributes', { AllocationId, ...input });

async function bound(input: Record<string, unknown> = {}): Promise<string> {
  const here = await scene(server);
  const InstanceId = await server.store.write((tx) => insertInterface(server, tx, here));
  const AllocationId = await newEip(input);
  await ok('AssociateEipAddress', { AllocationId, InstanceType: 'NetworkInterface', InstanceId });
  return AllocationId;
}

describe('ModifyEipAddressAttributes', () => {
  it('changes what is given, and leaves the rest', async () => {
    const id = await newEip({ Name: 'a', Description: 'one', Bandwidth: 5 });
    expect(await modify(id, { Name: 'b.1', DirectMode: true })).toMatchObject({ status: 200 });
    expect(await eip(id)).toMatchObject({ Name: 'b.1', Description: 'one', Bandwidth: 5 });
    await modify(id, { Description: '', Bandwidth: 200 });
    expect(await eip(id)).toMatchObject({ Name: 'b.1', Description: '', Bandwidth: 200 });
  });

  it('takes a request that changes nothing, as Terraform sends it', async () => {
    const id = await newEip();
    const { UpdatedAt, ...before } = await eip(id);
    expect(await modify(id)).toMatchObject({ status: 200 });
    expect(await eip(id)).toMatchObject({ ...before, RequestId: expect.any(String) });
    expect(UpdatedAt).toMatch(/\+08:00$/);
  });

  it.each([
    [3, 200],
    [2, 1000],
    [1, 1000],
  ])('sells BillingType %d up to %d Mbps', async (BillingType, most) => {
    const id = await newEip({ BillingType });
    expect(await modify(id, { Bandwidth: most })).toMatchObject({ status: 200 });
    expect(await modify(id, { Bandwidth: most + 1 })).toMatchObject({
      status: 400,
      code: 'InvalidBandwidth.Malformed',
      message: 'The specified bandwidth is malformed.',
    });
    expect(await eip(id)).toMatchObject({ Bandwidth: most });
  });

  const words = (what: string) => `The specified ${what} is malformed.`;
  it.each([
    [
      { Bandwidth: 0 },
      'InvalidBandwidth.Malformed',
      `${words('bandwidth')}Ensure that bandwidth is not smaller than 1.`,
    ],
    [{ Name: '-a' }, 'InvalidName.Malformed', words('name')],
    [
      { Name: 'a'.repeat(129) },
      'InvalidName.Malformed',
      `${words('name')} Ensure the maximum length of name is 128.`,
    ],
    [{ Description: 'http://a' }, 'InvalidDescription.Malformed', words('description')],
    [
      { Description: 'a'.repeat(256) },
      'InvalidDescription.Malformed',
      `${words('description')} Ensure the maximum length of description is 255.`,
    ],
  ])('refuses %j as the page words it', async (input, code, message) => {
    const id = await newEip();
    expect(await modify(id, input)).toMatchObject({ status: 400, code, message });
  });

  it('refuses an EIP that is not there, and one that is on its way', async () => {
    expect(await modify('eip-none')).toMatchObject({ status: 404, code: 'InvalidEip.NotFound' });
    const id = await bound();
    const moving = { status: 400, code: 'InvalidEip.InvalidStatus' };
    expect(await modify(id, { Name: 'b' })).toMatchObject(moving);
    await server.advance(2000);
    expect(await modify(id, { Name: 'b' })).toMatchObject({ status: 200 });
    await ok('DisassociateEipAddress', { AllocationId: id });
    expect(await modify(id, { Name: 'c' })).toMatchObject(moving);
    expect(await eip(id)).toMatchObject({ Name: 'b' });
  });

  it('lets a bound pay-as-you-go EIP go with its instance, and no other', async () => {
    const free = await newEip();
    expect(await modify(free, { ReleaseWithInstance: true })).toMatchObject({
      status: 400,
      code: 'InvalidEip.InvalidStatus',
    });
    expect(await modify(free, { ReleaseWithInstance: false })).toMatchObject({ status: 200 });
    const subscribed = await newEip({ BillingType: 1 });
    expect(await modify(subscribed, { ReleaseWithInstance: true })).toMatchObject({
      status: 400,
      code: 'InvalidBillingType.Malformed',
    });
    const id = await bound();
    await server.advance(2000);
    for (const ReleaseWithInstance of [true, false]) {
      await modify(id, { ReleaseWithInstance });
      expect(await eip(id)).toMatchObject({ ReleaseWithInstance });
    }
  });
});
