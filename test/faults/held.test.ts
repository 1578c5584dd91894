import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { madeLoadBalancer, madeServerGroup } from '../support/clb.ts';
import { breaches } from '../support/invariants.ts';
import { eipOnNat, natScene } from '../support/nat.ts';
import { scene } from '../support/scene.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { ENGINES, placeOn, type TestStore } from '../support/stores.ts';
import { madeVolume } from '../support/volume.ts';
import { addFault, ask } from './ask.ts';

/*
 * A resource that is held on its way lets nobody else change it or what it is part of. None of these
 * transitions can fail, since nothing would bring the resource back; that is said of each.
 */
describe.each(ENGINES)('what is held, on %s', (engine) => {
  let place: TestStore;
  let server: TestServer;
  beforeEach(async () => {
    place = await placeOn(engine);
    server = await startServer({ store: place.url });
  });
  afterEach(async () => {
    await server.settled();
    const broken = await breaches(server.store, server.world, true);
    await server.close();
    await place.leave();
    expect(broken).toEqual([]);
  });

  /** Has the ends of an action held; resolves to what lets them go. */
  async function held(service: string, action: string): Promise<() => Promise<void>> {
    const at = { service, action, when: 'settle' } as const;
    const failing = await ask(server, 'POST', 'faults', { ...at, fail: 'no room' });
    expect(failing).toMatchObject({ status: 400 });
    expect(JSON.stringify(failing.body)).toContain('it can be held');
    const id = await addFault(server, { ...at, hold: true });
    return async () => {
      await ask(server, 'DELETE', `faults/${id}`);
      await server.settled();
    };
  }

  const code = async (service: string, action: string, input: Record<string, unknown>) =>
    (await server.client.call(service, action, input)).code;

  it('a volume on its way to an instance, and from there', async () => {
    const { instanceIds } = await scene(server, { instances: 1 });
    const VolumeId = await madeVolume(server);
    const on = { VolumeId, InstanceId: instanceIds[0] };
    const look = async () => {
      const input = { VolumeIds: [VolumeId] };
      const { Volumes } = await server.client.ok('storage_ebs', 'DescribeVolumes', input);
      return [Volumes[0].Status, Volumes[0].InstanceId];
    };
    const letAttach = await held('storage_ebs', 'AttachVolume');
    expect(await code('storage_ebs', 'AttachVolume', on)).toBe('');
    await server.settled();
    expect(await look()).toEqual(['attaching', on.InstanceId]);
    expect(await code('storage_ebs', 'AttachVolume', on)).toBe('IncorrectDiskStatus');
    expect(await code('storage_ebs', 'DetachVolume', on)).toBe('IncorrectDiskStatus');
    await letAttach();
    expect(await look()).toEqual(['attached', on.InstanceId]);

    const letDetach = await held('storage_ebs', 'DetachVolume');
    expect(await code('storage_ebs', 'DetachVolume', on)).toBe('');
    await server.settled();
    expect(await look()).toEqual(['detaching', on.InstanceId]);
    expect(await code('storage_ebs', 'DeleteVolume', { VolumeId })).not.toBe('');
    await letDetach();
    expect(await look()).toEqual(['available', '']);
  });

  it('a NAT gateway while one of its entries is on its way', async () => {
    const { NatGatewayId } = await natScene(server);
    const { AllocationId: EipId } = await eipOnNat(server, NatGatewayId);
    const entry = (SourceCidr: string) => ({ NatGatewayId, EipId, SourceCidr });
    const statuses = async () => {
      const gateway = await server.client.ok('natgateway', 'DescribeNatGatewayAttributes', {
        NatGatewayId,
      });
      const of = { NatGatewayId };
      const { SnatEntries } = await server.client.ok('natgateway', 'DescribeSnatEntries', of);
      return [gateway.Status, SnatEntries.map(({ Status }: { Status: string }) => Status)];
    };
    const letGo = await held('natgateway', 'CreateSnatEntry');
    expect(await code('natgateway', 'CreateSnatEntry', entry('10.0.1.0/24'))).toBe('');
    await server.settled();
    expect(await statuses()).toEqual(['Pending', ['Creating']]);
    expect(await code('natgateway', 'CreateSnatEntry', entry('10.0.2.0/24'))).toBe(
      'InvalidNatGateway.InvalidStatus',
    );
    expect(await code('natgateway', 'DeleteNatGateway', { NatGatewayId })).not.toBe('');
    await letGo();
    expect(await statuses()).toEqual(['Available', ['Available']]);
    expect(await code('natgateway', 'CreateSnatEntry', entry('10.0.2.0/24'))).toBe('');
  });

  it('a load balancer that is being made, and one that goes', async () => {
    const { subnetId } = await scene(server);
    const letMake = await held('clb', 'CreateLoadBalancer');
    const LoadBalancerId = await madeLoadBalancer(server, subnetId);
    await server.settled();
    const status = async () =>
      (await server.client.call('clb', 'DescribeLoadBalancerAttributes', { LoadBalancerId })).result
        ?.Status;
    expect(await status()).toBe('Creating');
    expect(await code('clb', 'CreateServerGroup', { LoadBalancerId })).not.toBe('');
    await letMake();
    expect(await status()).toBe('Active');
    await madeServerGroup(server, LoadBalancerId);

    const letEnd = await held('clb', 'DeleteLoadBalancer');
    expect(await code('clb', 'DeleteLoadBalancer', { LoadBalancerId })).toBe('');
    await server.settled();
    expect(await status()).toBe('Deleting');
    expect(await code('vpc', 'DeleteSubnet', { SubnetId: subnetId })).toBe('InvalidSubnet.InUse');
    await letEnd();
    expect(await status()).toBeUndefined();
    expect(await code('vpc', 'DeleteSubnet', { SubnetId: subnetId })).toBe('');
  });
});
