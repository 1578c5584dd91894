import { afterEach, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { madeBandwidthPackage } from '#test/support/bandwidth-package.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
afterEach(() => server.close());

const list = (input: object = {}, client = server.client) =>
  client.ok('vpc', 'DescribeBandwidthPackages', { ...input });

async function found(input: object, client = server.client): Promise<string[]> {
  const { BandwidthPackages } = await list(input, client);
  return BandwidthPackages.map((row: { BandwidthPackageId: string }) => row.BandwidthPackageId);
}

it('finds by every filter', async () => {
  server = await startServer({ world: worldOfTwo() });
  const one = await madeBandwidthPackage(server, {
    BandwidthPackageName: 'one',
    ProjectName: 'p',
    SecurityProtectionTypes: ['AntiDDoS_Enhanced'],
  });
  const two = await madeBandwidthPackage(server, {
    ISP: 'ChinaMobile',
    Protocol: 'Dual-stack',
    Tags: [{ Key: 'k', Value: 'v' }],
  });
  expect(await found({})).toEqual([one, two]);
  expect(await found({ BandwidthPackageIds: [two, 'bwp-none'] })).toEqual([two]);
  expect(await found({ BandwidthPackageName: 'one' })).toEqual([one]);
  expect(await found({ BandwidthPackageName: 'on' })).toEqual([]);
  expect(await found({ ISP: 'BGP' })).toEqual([one]);
  expect(await found({ Protocol: 'Dual-stack' })).toEqual([two]);
  expect(await found({ SecurityProtectionEnabled: true })).toEqual([one]);
  expect(await found({ SecurityProtectionEnabled: false })).toEqual([two]);
  expect(await found({ ProjectName: 'p' })).toEqual([one]);
  expect(await found({ TagFilters: [{ Key: 'k', Values: ['v'] }] })).toEqual([two]);
  expect(await found({}, server.as(OTHER))).toEqual([]);
});

it('pages by token and by number', async () => {
  server = await startServer();
  const ids: string[] = [];
  while (ids.length < 3) ids.push(await madeBandwidthPackage(server));
  const first = await list({ MaxResults: 2 });
  expect(first).toMatchObject({ TotalCount: 3 });
  const last = await list({ MaxResults: 2, NextToken: first.NextToken });
  expect(last).toMatchObject({
    NextToken: '',
    BandwidthPackages: [{ BandwidthPackageId: ids[2] }],
  });
  expect(await found({ PageSize: 2, PageNumber: 2 })).toEqual(ids.slice(2));
});
