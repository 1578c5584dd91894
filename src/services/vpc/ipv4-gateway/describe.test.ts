import { afterEach, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { madeIpv4Gateway } from '#test/support/ipv4-gateway.ts';
import { madeVpc } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
afterEach(() => server.close());

const list = (input: object = {}, client = server.client) =>
  client.ok('vpc', 'DescribeIpv4Gateways', { ...input });

async function found(input: object, client = server.client): Promise<string[]> {
  const { Ipv4Gateways } = await list(input, client);
  return Ipv4Gateways.map(({ Ipv4GatewayId }: { Ipv4GatewayId: string }) => Ipv4GatewayId);
}

it('finds by every filter', async () => {
  server = await startServer({ world: worldOfTwo() });
  const one = await madeIpv4Gateway(server, { Ipv4GatewayName: 'one' });
  const two = await madeIpv4Gateway(server);
  const VpcId = await madeVpc(server);
  await server.client.ok('vpc', 'AttachIpv4Gateway', { Ipv4GatewayId: two, VpcId });
  expect(await found({})).toEqual([one, two]);
  expect(await found({ Ipv4GatewayIds: [two, 'ipv4gw-none'] })).toEqual([two]);
  expect(await found({ Ipv4GatewayName: 'one' })).toEqual([one]);
  expect(await found({ Ipv4GatewayName: 'on' })).toEqual([]);
  expect(await found({ VpcIds: [VpcId] })).toEqual([two]);
  expect(await found({}, server.as(OTHER))).toEqual([]);
});

it('pages by token and by number', async () => {
  server = await startServer();
  const ids: string[] = [];
  while (ids.length < 3) ids.push(await madeIpv4Gateway(server));
  const first = await list({ MaxResults: 2 });
  expect(first).toMatchObject({ TotalCount: 3 });
  const last = await list({ MaxResults: 2, NextToken: first.NextToken });
  expect(last).toMatchObject({ NextToken: '', Ipv4Gateways: [{ Ipv4GatewayId: ids[2] }] });
  expect(await found({ PageSize: 2, PageNumber: 2 })).toEqual(ids.slice(2));
});
