import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OTHER as other, worldOfTwo } from '#test/support/accounts.ts';
import { insertInterface } from '#test/support/rows.ts';
import { scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer({ world: worldOfTwo({ quotas: { Eips: 100 } }) });
});
afterEach(() => server.close());

const ok = (action: string, input: Record<string, unknown> = {}) =>
  server.client.ok('vpc', action, input);
const newEip = async (input: Record<string, unknown> = {}) =>
  ok('AllocateEipAddress', { BillingType: 3, ...input });

async function ids(input: Record<string, unknown> = {}): Promise<string[]> {
  const { EipAddresses } = await ok('DescribeEipAddresses', input);
  return EipAddresses.map((each: { AllocationId: string }) => each.AllocationId);
}

describe('DescribeEipAddresses', () => {
  it("lists the caller's EIPs of the region, with every field of the answer", async () => {
    await server.as(other).ok('vpc', 'AllocateEipAddress', { BillingType: 3 });
    const { AllocationId, EipAddress } = await newEip();
    const { EipAddresses, ...paging } = await ok('DescribeEipAddresses');
    expect(paging).toMatchObject({ TotalCount: 1, PageNumber: 1, PageSize: 20, NextToken: '' });
    expect(EipAddresses).toHaveLength(1);
    expect(EipAddresses[0]).toMatchObject({ AllocationId, EipAddress, Status: 'Available' });
    expect(await server.as(other).ok('vpc', 'DescribeEipAddresses')).toMatchObject({
      TotalCount: 1,
    });
  });

  it('filters by each condition and by all together', async () => {
    const { vpcId, subnetId, groupId, zoneId } = await scene(server);
    const eniId = await server.store.write((tx) =>
      insertInterface(server, tx, { vpcId, subnetId, groupId, zoneId }),
    );
    const door = await newEip({
      Name: 'front_door',
      BillingType: 2,
      ProjectName: 'web',
      Tags: [{ Key: 'team', Value: 'edge' }],
      SecurityProtectionTypes: ['AntiDDoS_Enhanced'],
      SecurityProtectionInstanceId: 1,
    });
    const back = await newEip({ Name: 'frontxdoor', ISP: 'ChinaMobile' });
    await ok('AssociateEipAddress', {
      AllocationId: back.AllocationId,
      InstanceType: 'NetworkInterface',
      InstanceId: eniId,
    });
    await server.settled();
    const doors = [door.AllocationId];
    const backs = [back.AllocationId];
    const cases: [Record<string, unknown>, string[]][] = [
      [{ AllocationIds: doors }, doors],
      [{ EipAddresses: [back.EipAddress] }, backs],
      [{ Name: 'front_' }, doors],
      [{ Name: 'front' }, [...doors, ...backs]],
      [{ Name: '%' }, []],
      [{ Status: 'Attached' }, backs],
      [{ Status: 'Available' }, doors],
      [{ ISP: 'ChinaMobile' }, backs],
      [{ BillingType: 2 }, doors],
      [{ ProjectName: 'web' }, doors],
      [{ AssociatedInstanceType: 'NetworkInterface' }, backs],
      [{ AssociatedInstanceType: 'AlbInstance' }, []],
      [{ AssociatedInstanceId: eniId }, backs],
      [{ SecurityProtectionEnabled: true }, doors],
      [{ SecurityProtectionEnabled: false }, backs],
      [{ IpAddressPoolId: 'ippool-1' }, []],
      [{ TagFilters: [{ Key: 'team', Values: ['edge'] }] }, doors],
      [{ TagFilters: [{ Key: 'team', Values: ['core'] }] }, []],
      [{ Name: 'front', BillingType: 2, Status: 'Available' }, doors],
      [{ Name: 'front', BillingType: 2, Status: 'Attached' }, []],
    ];
    for (const [input, expected] of cases) {
      expect([input, await ids(input)]).toEqual([input, expected]);
    }
  });

  it('pages in both styles', async () => {
    const all: string[] = [];
    while (all.length < 25) all.push((await newEip()).AllocationId);
    expect(await ids({ PageNumber: 2, PageSize: 20 })).toEqual(all.slice(20));
    const seen: string[] = [];
    let NextToken: string | undefined;
    do {
      const page = await ok('DescribeEipAddresses', { MaxResults: 10, NextToken });
      expect(page.TotalCount).toBe(25);
      seen.push(...page.EipAddresses.map((each: { AllocationId: string }) => each.AllocationId));
      NextToken = page.NextToken;
    } while (NextToken);
    expect(seen).toEqual(all);
    expect(await server.client.vpc('DescribeEipAddresses', { NextToken: 'x' })).toMatchObject({
      status: 400,
      code: 'InvalidNextToken.Malformed',
    });
  });
});

it('does not show the EIP of another account', async () => {
  const { AllocationId } = await newEip();
  for (const action of [
    'DescribeEipAddressAttributes',
    'ReleaseEipAddress',
    'DisassociateEipAddress',
  ]) {
    expect(await server.as(other).vpc(action, { AllocationId })).toMatchObject({
      status: 404,
      code: 'InvalidEip.NotFound',
    });
  }
});
