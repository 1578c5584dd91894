import { afterEach, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { madeIpv6Gateway } from '#test/support/ipv6.ts';
import { madeVpc } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
afterEach(() => server.close());

const list = (input: Record<string, unknown> = {}, client = server.client) =>
  client.ok('vpc', 'DescribeIpv6Gateways', input);

async function found(input: Record<string, unknown>): Promise<string[]> {
  const { Ipv6Gateways } = await list(input);
  return Ipv6Gateways.map(({ Ipv6GatewayId }: { Ipv6GatewayId: string }) => Ipv6GatewayId);
}

const vpc = () => madeVpc(server, { EnableIpv6: true });

it('finds by every filter, and answers what the attribute answers', async () => {
  server = await startServer({ world: worldOfTwo() });
  const [first, second] = [await vpc(), await vpc()];
  const one = await madeIpv6Gateway(server, first, { Name: 'one', ProjectName: 'p' });
  const two = await madeIpv6Gateway(server, second, { Tags: [{ Key: 'k', Value: 'v' }] });
  expect(await found({})).toEqual([one, two]);
  expect(await found({ Ipv6GatewayIds: [two, 'ipv6gw-none'] })).toEqual([two]);
  expect(await found({ VpcIds: [first] })).toEqual([one]);
  expect(await found({ Name: 'one' })).toEqual([one]);
  expect(await found({ Name: 'on' })).toEqual([]);
  expect(await found({ ProjectName: 'p' })).toEqual([one]);
  expect(await found({ TagFilters: [{ Key: 'k', Values: ['v'] }] })).toEqual([two]);
  const {
    AsyncTaskId: _,
    RequestId: __,
    ...attribute
  } = await server.client.ok('vpc', 'DescribeIpv6GatewayAttribute', { Ipv6GatewayId: one });
  expect((await list({ Ipv6GatewayIds: [one] })).Ipv6Gateways).toEqual([attribute]);
  expect((await list({}, server.as(OTHER))).Ipv6Gateways).toEqual([]);
});

it('pages by token as the SDK does, and by number as Terraform does', async () => {
  server = await startServer();
  const ids: string[] = [];
  while (ids.length < 3) ids.push(await madeIpv6Gateway(server, await vpc()));
  const first = await list({ MaxResults: 2 });
  expect(first.Ipv6Gateways).toHaveLength(2);
  const last = await list({ MaxResults: 2, NextToken: first.NextToken });
  expect(last).toMatchObject({ NextToken: '', Ipv6Gateways: [{ Ipv6GatewayId: ids[2] }] });
  expect(await found({ PageSize: 2, PageNumber: 1 })).toEqual(ids.slice(0, 2));
  expect(await found({ PageSize: 2, PageNumber: 2 })).toEqual(ids.slice(2));
  expect(await found({ PageSize: 3, PageNumber: 2 })).toEqual([]);
  expect(await server.client.vpc('DescribeIpv6Gateways', { NextToken: 'x' })).toMatchObject({
    status: 400,
    code: 'InvalidNextToken.Malformed',
  });
});
