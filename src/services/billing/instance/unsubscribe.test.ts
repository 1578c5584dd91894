import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { madeLoadBalancer } from '#test/support/clb.ts';
import { runInput, type Scene, scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
let at: Scene;
beforeAll(async () => {
  server = await startServer({ world: worldOfTwo(), transitions: 'manual' });
  at = await scene(server);
});
afterAll(() => server.close());

const LONG = 600_000;

async function instance(more: Record<string, unknown> = {}): Promise<string> {
  const input = runInput(at, { InstanceChargeType: 'PrePaid', ...more });
  const { InstanceIds } = await server.client.ok('ecs', 'RunInstances', input);
  await server.advance(LONG);
  return InstanceIds[0];
}

async function eip(more: Record<string, unknown> = {}): Promise<string> {
  const { AllocationId } = await server.client.ok('vpc', 'AllocateEipAddress', {
    BillingType: 1,
    Period: 1,
    PeriodUnit: 1,
    ...more,
  });
  return AllocationId;
}

const unsubscribe = (InstanceID: string, Product: string, more: Record<string, unknown> = {}) =>
  server.client.call('billing', 'UnsubscribeInstance', { InstanceID, Product, ...more });

describe('UnsubscribeInstance', () => {
  it('releases a subscribed EIP, which ReleaseEipAddress refuses', async () => {
    const AllocationId = await eip();
    expect(await server.client.vpc('ReleaseEipAddress', { AllocationId })).toMatchObject({
      code: 'InvalidBillingType.Malformed',
    });
    const { result } = await unsubscribe(AllocationId, 'EIP');
    expect(result).toEqual({
      OrderID: expect.stringMatching(/^Order\d{19}$/),
      OrderIDList: [result.OrderID],
      SuccessInstanceInfos: [{ InstanceID: AllocationId, Product: 'EIP' }],
    });
    const attributes = () => server.client.vpc('DescribeEipAddressAttributes', { AllocationId });
    expect((await attributes()).result.Status).toBe('Deleting');
    await server.advance(LONG);
    expect((await attributes()).status).toBe(404);
  });

  it('deletes a subscribed NAT gateway, which DeleteNatGateway refuses', async () => {
    const { NatGatewayId } = await server.client.ok('natgateway', 'CreateNatGateway', {
      VpcId: at.vpcId,
      SubnetId: at.subnetId,
      BillingType: 1,
      Period: 1,
    });
    await server.advance(LONG);
    const nat = (action: string) => server.client.call('natgateway', action, { NatGatewayId });
    expect(await nat('DeleteNatGateway')).toMatchObject({ status: 400 });
    expect(await unsubscribe(NatGatewayId, 'NAT_Gateway')).toMatchObject({ status: 200 });
    await server.advance(LONG);
    expect(await nat('DescribeNatGatewayAttributes')).toMatchObject({ status: 404 });
  });

  it('deletes a subscribed load balancer, which DeleteLoadBalancer refuses', async () => {
    const balancer = async (more: object) => {
      const made = await madeLoadBalancer(server, at.subnetId, { ...more });
      await server.advance(LONG);
      return made;
    };
    const LoadBalancerId = await balancer({ LoadBalancerBillingType: 1, Period: 1 });
    const clb = (action: string) => server.client.call('clb', action, { LoadBalancerId });
    expect(await clb('DeleteLoadBalancer')).toMatchObject({ status: 400 });
    expect(await unsubscribe(LoadBalancerId, 'CLB')).toMatchObject({ status: 200 });
    await server.advance(LONG);
    expect(await clb('DescribeLoadBalancerAttributes')).toMatchObject({ status: 404 });
    const unsubscribed = await balancer({});
    expect(await unsubscribe(unsubscribed, 'CLB')).toMatchObject({ status: 400 });
  });

  it.each([
    'ECS',
    'ECS_BareMetal',
    'GPU_Server',
    'HPC_GPU',
  ])('deletes a subscribed instance as %s, which DeleteInstance refuses', async (product) => {
    const id = await instance();
    expect(await server.client.ecs('DeleteInstance', { InstanceId: id })).toMatchObject({
      code: 'InvalidChargeType',
    });
    expect((await unsubscribe(id, product)).status).toBe(200);
    const found = async () =>
      (await server.client.ecs('DescribeInstances', { InstanceIds: [id] })).result.Instances;
    expect(await found()).toMatchObject([{ Status: 'DELETING' }]);
    await server.advance(LONG);
    expect(await found()).toEqual([]);
  });

  it('takes a JSON body, as Terraform sends it', async () => {
    const InstanceID = await eip();
    const lenient = await startServer({ auth: 'lenient' });
    const response = await fetch(`${lenient.url}/?Action=UnsubscribeInstance&Version=2022-01-01`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        InstanceID,
        Product: 'EIP',
        UnsubscribeRelatedInstance: false,
        ClientToken: '6bdf0a3c-1b5c-4b8f-9a06-0c7a4f0b5a11',
      }),
    });
    await lenient.close();
    // It is another server's EIP: what was read of the body led to the look-up.
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('InvalidEip.NotFound');
  });

  it('finds the resource wherever it is: the service is global, and signed for any region', async () => {
    const credentials = server.world.accounts[0]?.keys[0];
    if (credentials === undefined) throw new Error('the world has no key');
    // The default region of several official SDKs, which no world has.
    const client = server.as(credentials, 'cn-north-1');
    const end = (InstanceID: string, Product: string) =>
      client.call('billing', 'UnsubscribeInstance', { InstanceID, Product });
    const [id, address] = [await instance(), await eip()];
    expect(await end(id, 'ECS')).toMatchObject({ status: 200 });
    expect(await end(address, 'EIP')).toMatchObject({ status: 200 });
    await server.advance(LONG);
    const left = await server.client.ok('ecs', 'DescribeInstances', { InstanceIds: [id] });
    expect(left.Instances).toEqual([]);
    expect(
      await server.client.vpc('DescribeEipAddressAttributes', { AllocationId: address }),
    ).toMatchObject({ status: 404 });
  });

  it('knows one ClientToken in all regions', async () => {
    const [id, ClientToken] = [await eip(), 'one for all'];
    const first = await unsubscribe(id, 'EIP', { ClientToken });
    const credentials = server.world.accounts[0]?.keys[0];
    if (credentials === undefined) throw new Error('the world has no key');
    const second = await server
      .as(credentials, 'cn-north-1')
      .call('billing', 'UnsubscribeInstance', { InstanceID: id, Product: 'EIP', ClientToken });
    expect(second.result).toEqual(first.result);
  });

  it('answers a repeated request as the first one', async () => {
    const id = await eip();
    const ClientToken = 'once';
    const first = await unsubscribe(id, 'EIP', { ClientToken });
    const second = await unsubscribe(id, 'EIP', { ClientToken });
    expect(second.result).toEqual(first.result);
  });
});

describe('UnsubscribeInstance refuses', () => {
  it('a product that there is not', async () => {
    expect(await unsubscribe('vol-1', 'volume')).toMatchObject({
      status: 400,
      code: 'InvalidProduct.NotSupport',
    });
  });

  it('what is not there, or of another product', async () => {
    const [id, address] = [await instance(), await eip()];
    expect(await unsubscribe('eip-none', 'EIP')).toMatchObject({ status: 404 });
    expect(await unsubscribe('i-none', 'ECS')).toMatchObject({
      status: 404,
      code: 'InvalidInstance.NotFound',
    });
    expect((await unsubscribe(id, 'EIP')).status).toBe(404);
    expect((await unsubscribe(address, 'ECS')).status).toBe(404);
  });

  it('what is another account’s', async () => {
    const other = server.as(OTHER);
    for (const [InstanceID, Product] of [
      [await instance(), 'ECS'],
      [await eip(), 'EIP'],
    ]) {
      const input = { InstanceID, Product };
      expect((await other.call('billing', 'UnsubscribeInstance', input)).status).toBe(404);
    }
  });

  it('what is paid for as it goes: its own service ends it', async () => {
    const postPaid = await instance({ InstanceChargeType: 'PostPaid' });
    expect(await unsubscribe(postPaid, 'ECS')).toMatchObject({
      status: 400,
      code: 'InvalidChargeType',
    });
    expect(await unsubscribe(await eip({ BillingType: 3 }), 'EIP')).toMatchObject({
      status: 400,
      code: 'InvalidBillingType.Malformed',
    });
  });

  it('an EIP that is bound or on its way', async () => {
    const [AllocationId, InstanceId] = [await eip(), await instance()];
    await server.client.ok('vpc', 'AssociateEipAddress', {
      AllocationId,
      InstanceId,
      InstanceType: 'EcsInstance',
    });
    expect((await unsubscribe(AllocationId, 'EIP')).code).toBe('InvalidEip.InvalidStatus');
    await server.advance(LONG);
    expect((await unsubscribe(AllocationId, 'EIP')).code).toBe('InvalidEip.InUse');
  });

  it('an instance that is on its way or protected', async () => {
    const id = await instance({ DeletionProtection: true });
    expect(await unsubscribe(id, 'ECS')).toMatchObject({
      code: 'InvalidInstance.DeletionProtection',
    });
    await server.client.ok('ecs', 'StopInstance', { InstanceId: id });
    expect(await unsubscribe(id, 'ECS')).toMatchObject({ code: 'InvalidInstanceStatus' });
    await server.advance(LONG);
  });
});
