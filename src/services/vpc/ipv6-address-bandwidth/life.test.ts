import { afterEach, describe, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import {
  ipv6Scene,
  madeBandwidth,
  madeEgressOnlyRule,
  madeIpv6Gateway,
} from '#test/support/ipv6.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
afterEach(() => server.close());

async function start(count = 1) {
  server = await startServer({ world: worldOfTwo() });
  const scene = await ipv6Scene(server, count);
  const gateway = await madeIpv6Gateway(server, scene.VpcId);
  const ids: string[] = [];
  for (const address of scene.addresses) {
    ids.push(await madeBandwidth(server, address, { Tags: [{ Key: 'a', Value: 'b' }] }));
  }
  return { ...scene, gateway, ids, id: ids[0] ?? '' };
}

const show = (AllocationId: string) =>
  server.client.vpc('DescribeIpv6AddressBandwidthAttributes', { AllocationId });
const modify = (input: Record<string, unknown>, client = server.client) =>
  client.vpc('ModifyIpv6AddressBandwidth', input);
const release = (AllocationId: string, client = server.client) =>
  client.vpc('ReleaseIpv6AddressBandwidth', { AllocationId });
const rules = async (Ipv6GatewayId: string) =>
  (await server.client.ok('vpc', 'DescribeIpv6EgressOnlyRules', { Ipv6GatewayId })).Ipv6EgressRules;

const GONE = {
  status: 404,
  code: 'InvalidEip.NotFound',
  message: 'The specified elastic ip does not exist.',
};

describe('a change', () => {
  it('takes another figure, or none', async () => {
    const { id } = await start();
    expect(await modify({ AllocationId: id, Bandwidth: 200 })).toMatchObject({ status: 200 });
    expect((await show(id)).result).toMatchObject({ Bandwidth: 200 });
    expect(await modify({ AllocationId: id })).toMatchObject({ status: 200 });
    expect((await show(id)).result).toMatchObject({ Bandwidth: 200 });
  });

  it('may go further than an allocation, for the billing type', async () => {
    const { id, eni } = await start();
    const { Ipv6Set } = await server.client.ok('vpc', 'AssignIpv6Addresses', {
      NetworkInterfaceId: eni,
      Ipv6AddressCount: 1,
    });
    const other = await madeBandwidth(server, Ipv6Set[0], { BillingType: 2 });
    expect(await modify({ AllocationId: other, Bandwidth: 1000 })).toMatchObject({ status: 200 });
    const refused = { status: 400, code: 'InvalidBandwidth.Malformed' };
    expect(await modify({ AllocationId: other, Bandwidth: 1001 })).toMatchObject(refused);
    expect(await modify({ AllocationId: id, Bandwidth: 201 })).toMatchObject(refused);
    expect(await modify({ AllocationId: id, Bandwidth: 0 })).toMatchObject({
      ...refused,
      message: 'The specified bandwidth is malformed. Ensure that bandwidth is not smaller than 1.',
    });
  });

  it("is refused for what does not exist, an EIP and another account's", async () => {
    const { id } = await start();
    const eip = await server.client.ok('vpc', 'AllocateEipAddress', { BillingType: 3 });
    for (const AllocationId of ['eip-none', eip.AllocationId]) {
      expect(await modify({ AllocationId, Bandwidth: 2 })).toMatchObject(GONE);
      expect(await release(AllocationId)).toMatchObject(GONE);
      expect(await show(AllocationId)).toMatchObject(GONE);
    }
    expect(await modify({ AllocationId: id }, server.as(OTHER))).toMatchObject(GONE);
    expect(await release(id, server.as(OTHER))).toMatchObject(GONE);
  });
});

describe('its end', () => {
  it('comes at once when it is released, with its tags and its rule; the address stays', async () => {
    const { id, eni, gateway, addresses } = await start();
    await madeEgressOnlyRule(server, gateway, id);
    expect(await release(id)).toMatchObject({ status: 200 });
    expect(await show(id)).toMatchObject(GONE);
    expect(await release(id)).toMatchObject(GONE);
    expect(await rules(gateway)).toEqual([]);
    const tags = await server.store.read((tx) =>
      tx.select((db) => db.selectFrom('tag').selectAll()),
    );
    expect(tags).toEqual([]);
    const seen = await server.client.ok('vpc', 'DescribeNetworkInterfaceAttributes', {
      NetworkInterfaceId: eni,
    });
    expect(seen.IPv6Sets).toEqual(addresses);
    expect(await madeBandwidth(server, addresses[0])).not.toBe(id);
  });

  it('comes with that of its address, which leaves the interface', async () => {
    const { eni, gateway, addresses, ids } = await start(2);
    const [gone = '', stays = ''] = ids;
    await madeEgressOnlyRule(server, gateway, gone);
    await server.client.ok('vpc', 'UnassignIpv6Addresses', {
      NetworkInterfaceId: eni,
      Ipv6Address: [addresses[0]],
    });
    expect(await show(gone)).toMatchObject(GONE);
    expect(await show(stays)).toMatchObject({ status: 200 });
    expect(await rules(gateway)).toEqual([]);
  });

  it('comes with that of its interface', async () => {
    const { eni, ids, gateway } = await start(2);
    await server.client.ok('vpc', 'DeleteNetworkInterface', { NetworkInterfaceId: eni });
    await server.settled();
    for (const id of ids) expect(await show(id)).toMatchObject(GONE);
    const deleted = await server.client.vpc('DeleteIpv6Gateway', { Ipv6GatewayId: gateway });
    expect(deleted).toMatchObject({ status: 200 });
  });
});
