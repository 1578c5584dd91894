import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { insertInterface } from '#test/support/rows.ts';
import { madeGroup, madeInstance, type Scene, scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

/*
 * Which condition finds the interfaces, and whether they are counted by it, differs: whatever is
 * asked together, it must be what both conditions find alone, in the one order.
 */

type Input = Record<string, unknown>;

let server: TestServer;
let here: Scene;
let conditions: Input[];
let everything: string[];

beforeAll(async () => {
  server = await startServer({ world: worldOfTwo() });
  here = await scene(server);
  const there = await scene(server, { zoneId: 'cn-beijing-b', cidr: '10.9.0.0/24' });
  const second = await madeGroup(server, here.vpcId);
  const instanceId = await madeInstance(server, here);
  const make = (spec = {}, where = here) =>
    server.store.write((tx) => insertInterface(server, tx, where, spec));
  const tags = (...values: string[]) => values.map((Value) => ({ Key: 'team', Value }));
  const named = await make({ name: 'web', primaryIpAddress: '10.0.0.50', tags: tags('a') });
  const grouped = {
    securityGroupIds: [here.groupId, second],
    privateIps: { given: ['10.0.0.51'] },
  };
  await make({ ...grouped, tags: tags('b'), projectName: 'web' });
  await make({ instanceId, status: 'InUse', tags: tags('a'), securityGroupIds: [second] });
  await make({ instanceId, status: 'Detaching', type: 'trunk', ipv6: { given: ['2001:db8::50'] } });
  await make({ status: 'Attaching', instanceId, serviceManaged: true });
  await make({ name: 'web', tags: tags('a') }, there);
  const last = await make({ status: 'Deleting' }, there);
  conditions = [
    { NetworkInterfaceIds: [named, last, 'eni-x'] },
    { NetworkInterfaceName: 'web' },
    { Type: 'primary' },
    { Type: 'secondary' },
    { Type: 'trunk' },
    ...['Available', 'InUse', 'Detaching', 'Deleting', 'Creating'].map((Status) => ({ Status })),
    { InstanceId: instanceId },
    { VpcId: here.vpcId },
    { VpcId: there.vpcId },
    { SubnetId: here.subnetId },
    { SubnetId: there.subnetId },
    { ZoneId: 'cn-beijing-b' },
    { SecurityGroupId: here.groupId },
    { SecurityGroupId: second },
    { PrimaryIpAddresses: ['10.0.0.50', '10.9.0.2'] },
    { Ipv6Addresses: ['2001:db8::50'] },
    { ProjectName: 'web' },
    { TagFilters: [{ Key: 'team' }] },
    { TagFilters: [{ Key: 'team', Values: ['a'] }] },
    { TagFilters: [{ Key: 'team', Values: ['a', 'b'] }] },
  ];
  everything = await listed({});
});
afterAll(() => server.close());

const page = (input: Input, client = server.client) =>
  client.ok('vpc', 'DescribeNetworkInterfaces', input);

const idsIn = (answer: { NetworkInterfaceSets: { NetworkInterfaceId: string }[] }) =>
  answer.NetworkInterfaceSets.map(({ NetworkInterfaceId }) => NetworkInterfaceId);

/** All that a condition finds, whichever way it is paged. */
async function listed(input: Input): Promise<string[]> {
  const whole = await page({ ...input, PageSize: 100 });
  const ids = idsIn(whole);
  expect([input, whole.TotalCount]).toEqual([input, ids.length]);
  const byToken: string[] = [];
  let NextToken: string | undefined;
  do {
    const part = await page({ ...input, MaxResults: 3, NextToken });
    expect([input, part.TotalCount]).toEqual([input, ids.length]);
    byToken.push(...idsIn(part));
    NextToken = part.NextToken;
  } while (NextToken);
  expect([input, byToken]).toEqual([input, ids]);
  expect(idsIn(await page({ ...input, PageNumber: 2, PageSize: 2 }))).toEqual(ids.slice(2, 4));
  return ids;
}

describe('conditions', () => {
  it('find together what each finds alone', async () => {
    const alone = new Map<Input, string[]>();
    for (const each of conditions) alone.set(each, await listed(each));
    for (const [one, found] of alone) {
      for (const [other, also] of alone) {
        if (Object.keys(one)[0] === Object.keys(other)[0]) continue;
        const both = { ...one, ...other };
        const expected = everything.filter((id) => found.includes(id) && also.includes(id));
        expect([both, await listed(both)]).toEqual([both, expected]);
      }
    }
    expect(Math.max(...[...alone.values()].map(({ length }) => length))).toBeGreaterThan(4);
  });

  it("find nothing of another account's", async () => {
    for (const input of [
      { SubnetId: here.subnetId },
      { SecurityGroupId: here.groupId },
      { NetworkInterfaceIds: everything },
      { PrimaryIpAddresses: ['10.0.0.50'] },
      { TagFilters: [{ Key: 'team', Values: ['a'] }] },
      {},
    ]) {
      const answer = await page(input, server.as(OTHER));
      expect([input, answer.TotalCount, idsIn(answer)]).toEqual([input, 0, []]);
    }
  });
});
