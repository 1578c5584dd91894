import { afterEach, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { madeIpAddressPool } from '#test/support/ip-address-pool.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
afterEach(() => server.close());

const list = (input: object = {}, client = server.client) =>
  client.ok('vpc', 'DescribeIpAddressPools', { ...input });

async function found(input: object, client = server.client): Promise<string[]> {
  const { IpAddressPools } = await list(input, client);
  return IpAddressPools.map(({ IpAddressPoolId }: { IpAddressPoolId: string }) => IpAddressPoolId);
}

it('finds by every filter, and answers what the attributes answer', async () => {
  server = await startServer({ world: worldOfTwo() });
  const one = await madeIpAddressPool(server, { Name: 'one', ProjectName: 'p', CidrMask: 30 });
  const two = await madeIpAddressPool(server, {
    ISP: 'ChinaMobile',
    Tags: [{ Key: 'k', Value: 'v' }],
  });
  expect(await found({})).toEqual([one, two]);
  expect(await found({ IpAddressPoolIds: [two, 'ippool-none'] })).toEqual([two]);
  expect(await found({ ISP: 'BGP' })).toEqual([one]);
  expect(await found({ Status: 'available' })).toEqual([one, two]);
  expect(await found({ Status: 'Deleting' })).toEqual([]);
  expect(await found({ ProjectName: 'p' })).toEqual([one]);
  expect(await found({ TagFilters: [{ Key: 'k', Values: ['v'] }] })).toEqual([two]);
  expect(await found({}, server.as(OTHER))).toEqual([]);
  const {
    RequestId: _,
    AddressSource,
    SpecificEgress,
    ...attributes
  } = await server.client.ok('vpc', 'DescribeIpAddressPoolAttributes', { IpAddressPoolId: one });
  expect({ AddressSource, SpecificEgress }).toEqual({ AddressSource: '', SpecificEgress: '' });
  expect((await list({ IpAddressPoolIds: [one] })).IpAddressPools).toEqual([attributes]);
});

it('pages by token and by number', async () => {
  server = await startServer();
  const ids: string[] = [];
  while (ids.length < 3) ids.push(await madeIpAddressPool(server));
  const first = await list({ MaxResults: 2 });
  const last = await list({ MaxResults: 2, NextToken: first.NextToken });
  expect(last).toMatchObject({ NextToken: '', IpAddressPools: [{ IpAddressPoolId: ids[2] }] });
  expect(await found({ PageSize: 2, PageNumber: 2 })).toEqual(ids.slice(2));
});
