import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { insertInterface, patchRow } from '#test/support/rows.ts';
import { madeInstance, primaryOf, type Scene, scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
let here: Scene;
beforeEach(async () => {
  server = await startServer({ transitions: 'manual' });
  here = await scene(server);
});
afterEach(() => server.close());

const vpc = (action: string, input: Record<string, unknown>) => server.client.vpc(action, input);
const ok = (action: string, input: Record<string, unknown>) =>
  server.client.ok('vpc', action, input);
const newEip = async (input: Record<string, unknown> = {}): Promise<string> =>
  (await ok('AllocateEipAddress', { BillingType: 3, ...input })).AllocationId;
const newInterface = (spec = {}) =>
  server.store.write((tx) => insertInterface(server, tx, here, { status: 'Available', ...spec }));
const eip = (AllocationId: string) => ok('DescribeEipAddressAttributes', { AllocationId });
const eni = (NetworkInterfaceId: string) =>
  ok('DescribeNetworkInterfaceAttributes', { NetworkInterfaceId });
const associate = (AllocationId: string, InstanceType: string, InstanceId: string, more = {}) =>
  vpc('AssociateEipAddress', { AllocationId, InstanceType, InstanceId, ...more });

describe('AssociateEipAddress', () => {
  it('binds to the primary address of an interface: Attaching, then Attached', async () => {
    const id = await newEip();
    const eniId = await newInterface();
    expect(await associate(id, 'NetworkInterface', eniId)).toMatchObject({ status: 200 });
    const bound = { InstanceType: 'NetworkInterface', InstanceId: eniId, VpcId: here.vpcId };
    expect(await eip(id)).toMatchObject({ ...bound, Status: 'Attaching' });
    await server.advance(2000);
    const { EipAddress, ...seen } = await eip(id);
    expect(seen).toMatchObject({ ...bound, Status: 'Attached', ReleaseWithInstance: false });
    const { AssociatedElasticIp, PrivateIpSets } = await eni(eniId);
    const shown = { AllocationId: id, EipAddress, ReleaseWithInstance: false };
    expect(AssociatedElasticIp).toEqual(shown);
    expect(PrivateIpSets.PrivateIpSet[0].AssociatedElasticIp).toEqual(shown);
  });

  it('binds to a secondary address that is named', async () => {
    const id = await newEip();
    const eniId = await newInterface({ privateIps: { count: 1 } });
    const [, second] = (await eni(eniId)).PrivateIpSets.PrivateIpSet;
    const { PrivateIpAddress } = second;
    await associate(id, 'NetworkInterface', eniId, { PrivateIpAddress });
    const { AssociatedElasticIp, PrivateIpSets } = await eni(eniId);
    expect(AssociatedElasticIp.AllocationId).toBe('');
    expect(PrivateIpSets.PrivateIpSet[1].AssociatedElasticIp.AllocationId).toBe(id);
  });

  it('binds to an instance through its primary interface, and shows the instance', async () => {
    const id = await newEip();
    const instanceId = await madeInstance(server, here, { status: 'STOPPED' });
    const primaryId = await primaryOf(server, instanceId);
    const more = { ReleaseWithInstance: true };
    expect(await associate(id, 'EcsInstance', instanceId, more)).toMatchObject({ status: 200 });
    expect(await eip(id)).toMatchObject({
      InstanceType: 'EcsInstance',
      InstanceId: instanceId,
      ReleaseWithInstance: true,
    });
    expect((await eni(primaryId)).AssociatedElasticIp.AllocationId).toBe(id);
  });

  it('binds one EIP to each private address of an interface', async () => {
    const eniId = await newInterface({ privateIps: { count: 1 } });
    const [first, second] = (await eni(eniId)).PrivateIpSets.PrivateIpSet;
    for (const { PrivateIpAddress } of [first, second]) {
      const reply = await associate(await newEip(), 'NetworkInterface', eniId, {
        PrivateIpAddress,
      });
      expect(reply).toMatchObject({ status: 200 });
    }
    expect(await associate(await newEip(), 'NetworkInterface', eniId)).toMatchObject({
      status: 400,
      code: 'InvalidOperation.EipAssociated',
    });
  });

  it('leaves one of two EIPs that race for an address', async () => {
    const eniId = await newInterface();
    const ids = [await newEip(), await newEip(), await newEip()];
    const replies = await Promise.all(ids.map((id) => associate(id, 'NetworkInterface', eniId)));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('refuses what does not exist', async () => {
    const id = await newEip();
    const eniId = await newInterface();
    const instanceId = await madeInstance(server, here, { account_id: '2100000002' });
    expect(await associate('eip-x', 'NetworkInterface', eniId)).toMatchObject({
      status: 404,
      code: 'InvalidEip.NotFound',
    });
    expect(await associate(id, 'NetworkInterface', 'eni-x')).toMatchObject({
      status: 404,
      code: 'InvalidEniId.NotFound',
    });
    for (const named of ['i-x', instanceId]) {
      expect(await associate(id, 'EcsInstance', named)).toMatchObject({
        status: 404,
        code: 'InvalidInstance.NotFound',
      });
    }
    expect(await associate(id, 'Balloon', eniId)).toMatchObject({
      status: 400,
      code: 'InvalidInstanceType.Malformed',
    });
  });

  it('refuses a service-managed interface', async () => {
    const eniId = await newInterface({ serviceManaged: true });
    expect(await associate(await newEip(), 'NetworkInterface', eniId)).toMatchObject({
      status: 403,
      code: 'Forbidden',
    });
  });

  it.each([
    'Creating',
    'Attaching',
    'Detaching',
    'Deleting',
  ])('refuses an interface that is %s', async (status) => {
    const eniId = await newInterface();
    await patchRow(server, 'network_interface', eniId, { status });
    expect(await associate(await newEip(), 'NetworkInterface', eniId)).toMatchObject({
      status: 400,
      code: 'InvalidEni.InvalidStatus',
    });
  });

  it('refuses an instance on its way, whichever of the two is named', async () => {
    const instanceId = await madeInstance(server, here, { status: 'STARTING' });
    const primaryId = await primaryOf(server, instanceId);
    const expected = { status: 400, code: 'InvalidInstance.InvalidStatus' };
    expect(await associate(await newEip(), 'EcsInstance', instanceId)).toMatchObject(expected);
    expect(await associate(await newEip(), 'NetworkInterface', primaryId)).toMatchObject(expected);
  });

  it('refuses an EIP that is not Available', async () => {
    const id = await newEip();
    const eniId = await newInterface();
    const expected = { status: 400, code: 'InvalidEip.InvalidStatus' };
    await associate(id, 'NetworkInterface', eniId);
    expect(await associate(id, 'NetworkInterface', eniId)).toMatchObject(expected);
    await server.advance(2000);
    expect(await associate(id, 'NetworkInterface', await newInterface())).toMatchObject(expected);
  });

  it('refuses a private address that is not on the interface', async () => {
    const eniId = await newInterface({ ipv6: { count: 1 } });
    const [ipv6] = (await eni(eniId)).IPv6Sets;
    for (const PrivateIpAddress of ['10.0.0.99', 'nonsense', ipv6]) {
      expect(
        await associate(await newEip(), 'NetworkInterface', eniId, { PrivateIpAddress }),
      ).toMatchObject({ status: 400, code: 'InvalidPrivateIp.Malformed' });
    }
  });

  it('refuses an interface without IPv4', async () => {
    const subnet = await scene(server, { cidr: '' });
    here = subnet;
    expect(await associate(await newEip(), 'NetworkInterface', await newInterface())).toMatchObject(
      { status: 400, code: 'InvalidSubnet.DisableIpv4' },
    );
  });

  it('refuses to release a subscription with the instance', async () => {
    const id = await newEip({ BillingType: 1 });
    const instanceId = await madeInstance(server, here);
    expect(
      await associate(id, 'EcsInstance', instanceId, { ReleaseWithInstance: true }),
    ).toMatchObject({ status: 400, code: 'InvalidBillingType.Malformed' });
  });

  it('answers a repeated ClientToken alike', async () => {
    const id = await newEip();
    const eniId = await newInterface();
    const token = { ClientToken: 'once' };
    expect(await associate(id, 'NetworkInterface', eniId, token)).toMatchObject({ status: 200 });
    expect(await associate(id, 'NetworkInterface', eniId, token)).toMatchObject({ status: 200 });
  });
});

describe('DisassociateEipAddress', () => {
  it('unbinds: Detaching, still shown where it was, then Available and on nothing', async () => {
    const id = await newEip();
    const eniId = await newInterface();
    await associate(id, 'NetworkInterface', eniId);
    await server.advance(2000);
    await ok('DisassociateEipAddress', { AllocationId: id, InstanceId: eniId });
    expect(await eip(id)).toMatchObject({ Status: 'Detaching', InstanceId: eniId });
    await server.advance(2000);
    expect(await eip(id)).toMatchObject({ Status: 'Available', InstanceId: '', InstanceType: '' });
    expect((await eni(eniId)).AssociatedElasticIp.AllocationId).toBe('');
    expect(await associate(await newEip(), 'NetworkInterface', eniId)).toMatchObject({
      status: 200,
    });
  });

  it('refuses what does not exist, what is not Attached, and what is on something else', async () => {
    const id = await newEip();
    const instanceId = await madeInstance(server, here);
    const primaryId = await primaryOf(server, instanceId);
    const disassociate = (input: Record<string, unknown>) =>
      vpc('DisassociateEipAddress', { AllocationId: id, ...input });
    expect(await disassociate({ AllocationId: 'eip-x' })).toMatchObject({
      status: 404,
      code: 'InvalidEip.NotFound',
    });
    const unsteady = { status: 400, code: 'InvalidEip.InvalidStatus' };
    expect(await disassociate({})).toMatchObject(unsteady);
    await associate(id, 'EcsInstance', instanceId);
    expect(await disassociate({})).toMatchObject(unsteady);
    await server.advance(2000);
    const elsewhere = { status: 400, code: 'InvalidEip.InstanceMismatch' };
    expect(await disassociate({ InstanceId: primaryId })).toMatchObject(elsewhere);
    expect(await disassociate({ InstanceType: 'NetworkInterface' })).toMatchObject(elsewhere);
    expect(
      await disassociate({ InstanceId: instanceId, InstanceType: 'EcsInstance' }),
    ).toMatchObject({ status: 200 });
    expect(await disassociate({})).toMatchObject(unsteady);
  });
});

describe('ReleaseEipAddress', () => {
  it('ends an EIP: Deleting, then not found', async () => {
    const id = await newEip({ Tags: [{ Key: 'a', Value: 'b' }] });
    await ok('ReleaseEipAddress', { AllocationId: id });
    expect(await eip(id)).toMatchObject({ Status: 'Deleting' });
    expect(await vpc('ReleaseEipAddress', { AllocationId: id })).toMatchObject({
      status: 400,
      code: 'InvalidEip.InvalidStatus',
    });
    await server.advance(1000);
    for (const action of ['DescribeEipAddressAttributes', 'ReleaseEipAddress']) {
      expect(await vpc(action, { AllocationId: id })).toMatchObject({
        status: 404,
        code: 'InvalidEip.NotFound',
      });
    }
    expect(
      await server.store.read((tx) => tx.select((db) => db.selectFrom('tag').selectAll())),
    ).toEqual([]);
  });

  it('refuses one that is bound', async () => {
    const id = await newEip();
    await associate(id, 'NetworkInterface', await newInterface());
    expect(await vpc('ReleaseEipAddress', { AllocationId: id })).toMatchObject({
      status: 400,
      code: 'InvalidEip.InvalidStatus',
    });
    await server.advance(2000);
    expect(await vpc('ReleaseEipAddress', { AllocationId: id })).toMatchObject({
      status: 400,
      code: 'InvalidEip.InUse',
    });
  });

  it('refuses a subscription until it has expired', async () => {
    const id = await newEip({ BillingType: 1, Period: 1 });
    expect(await vpc('ReleaseEipAddress', { AllocationId: id })).toMatchObject({
      status: 400,
      code: 'InvalidBillingType.Malformed',
    });
    await server.advance(32 * 24 * 3600 * 1000);
    expect(await vpc('ReleaseEipAddress', { AllocationId: id })).toMatchObject({ status: 200 });
  });
});
