import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, vi } from 'vitest';
import type { SdkClient } from '../support/client.ts';
import { network, until } from '../support/network.ts';
import { startServer } from '../support/server.ts';

/** Tables that hold one row per configured thing, whatever the world's size. */
const SMALL = ['seed'];

/**
 * No statement on a request's way, or on the reconciler's, reads a whole table: its cost must not
 * grow with the world. The statements are those that the server really prepared.
 */
it('finds every row by an index', { timeout: 120_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tenon-plans-'));
  const path = join(folder, 'tenon.db');
  const prepare = vi.spyOn(DatabaseSync.prototype, 'prepare');
  try {
    const server = await startServer({ store: `sqlite:${path}` });
    await callEverything(server.client, () => server.settled());
    await server.close();
    const statements = [...new Set(prepare.mock.calls.map(([sql]) => sql))].filter((sql) =>
      /^(select|update|delete)/i.test(sql),
    );
    prepare.mockRestore();
    const database = new DatabaseSync(path, { readOnly: true });
    const scans = statements.flatMap((sql) =>
      (database.prepare(`explain query plan ${sql}`).all() as { detail: string }[])
        .map(({ detail }) => detail)
        .filter((detail) => isScan(detail) && !isTableEnd(sql))
        .map((detail) => `${detail}: ${sql}`),
    );
    database.close();
    expect(statements.length).toBeGreaterThan(60);
    expect(scans).toEqual([]);
  } finally {
    prepare.mockRestore();
    rmSync(folder, { recursive: true, force: true });
  }
});

function isScan(detail: string): boolean {
  const [, table = ''] = /^SCAN (?:TABLE )?(\w+)/.exec(detail) ?? [];
  return table !== '' && table !== 'CONSTANT' && !SMALL.includes(table);
}

/** `order by <indexed> limit 1` reads one row of the index, though SQLite calls it a scan. */
const isTableEnd = (sql: string) => /order by "due_at" limit \?$/.test(sql);

async function callEverything(client: SdkClient, settled: () => Promise<void>): Promise<void> {
  const vpc = (action: string, input: Record<string, unknown>) => client.ok('vpc', action, input);
  const ecs = (action: string, input: Record<string, unknown>) => client.ok('ecs', action, input);
  const { vpcId, subnetId, groupId, instanceIds } = await network(client, { instances: 2 });
  const [one = '', two = ''] = instanceIds;
  const Tags = [{ Key: 'k', Value: 'v' }];
  const TagFilters = [{ Key: 'k', Values: ['v'] }];
  const made = await vpc('CreateNetworkInterface', {
    SubnetId: subnetId,
    SecurityGroupIds: [groupId],
    SecondaryPrivateIpAddressCount: 2,
    ClientToken: 'token',
    Tags,
  });
  const eni = { NetworkInterfaceId: made.NetworkInterfaceId };
  const status = (wanted: string) =>
    until(client, 'DescribeNetworkInterfaceAttributes', eni, wanted);
  await status('Available');
  await vpc('AttachNetworkInterface', { ...eni, InstanceId: one });
  await status('InUse');
  const filters: Record<string, unknown>[] = [
    {},
    { NetworkInterfaceIds: [made.NetworkInterfaceId] },
    { VpcId: vpcId },
    { SubnetId: subnetId },
    { InstanceId: one },
    { SecurityGroupId: groupId },
    { PrimaryIpAddresses: ['10.1.0.2'] },
    { VpcId: vpcId, PrivateIpAddresses: ['10.1.0.2'] },
    { Ipv6Addresses: ['fd00::1'] },
    { Status: 'InUse', Type: 'secondary' },
    { TagFilters },
    { MaxResults: 1 },
  ];
  for (const filter of filters) await vpc('DescribeNetworkInterfaces', filter);
  const page = await vpc('DescribeNetworkInterfaces', { MaxResults: 1 });
  await vpc('DescribeNetworkInterfaces', { MaxResults: 1, NextToken: page.NextToken });
  await vpc('AssignPrivateIpAddresses', { ...eni, SecondaryPrivateIpAddressCount: 2 });
  await vpc('UnassignPrivateIpAddresses', { ...eni, PrivateIpAddress: ['10.1.0.5'] });
  await vpc('ModifyNetworkInterfaceAttributes', { ...eni, SecurityGroupIds: [groupId] });
  const eip = await vpc('AllocateEipAddress', { BillingType: 3, Tags });
  const allocation = { AllocationId: eip.AllocationId };
  await vpc('AssociateEipAddress', {
    ...allocation,
    InstanceId: made.NetworkInterfaceId,
    InstanceType: 'NetworkInterface',
  });
  await settled();
  await vpc('ModifyEipAddressAttributes', { ...allocation, Name: 'b' });
  await vpc('ConvertEipAddressBillingType', { ...allocation, BillingType: 2 });
  await vpc('DescribeEipAddresses', { TagFilters });
  await vpc('DescribeEipAddresses', { AssociatedInstanceId: made.NetworkInterfaceId });
  await vpc('DescribeEipAddresses', { EipAddresses: [eip.EipAddress] });
  await vpc('DisassociateEipAddress', allocation);
  await settled();
  for (const input of [{}, { VpcIds: [vpcId] }, { TagFilters }]) await vpc('DescribeVpcs', input);
  for (const input of [{}, { SubnetIds: [subnetId] }, { VpcId: vpcId }, { TagFilters }]) {
    await vpc('DescribeSubnets', input);
  }
  for (const input of [{}, { SecurityGroupIds: [groupId] }, { VpcId: vpcId }, { TagFilters }]) {
    await vpc('DescribeSecurityGroups', input);
  }
  const virtual = await vpc('CreateHaVip', { SubnetId: subnetId, Tags });
  const haVip = { HaVipId: virtual.HaVipId };
  await settled();
  const onHaVip = { ...allocation, InstanceType: 'HaVip', InstanceId: haVip.HaVipId };
  await vpc('AssociateEipAddress', onHaVip);
  await settled();
  await vpc('DescribeEipAddressAttributes', allocation);
  await vpc('AssociateHaVip', { ...haVip, InstanceId: two });
  for (const filter of [
    {},
    { HaVipIds: [virtual.HaVipId] },
    { SubnetId: subnetId },
    { TagFilters },
  ]) {
    await vpc('DescribeHaVips', filter);
  }
  await vpc('DisassociateHaVip', { ...haVip, InstanceId: two });
  await vpc('AssociateHaVip', {
    ...haVip,
    InstanceId: made.NetworkInterfaceId,
    InstanceType: 'NetworkInterface',
  });
  await vpc('ModifyHaVipAttributes', { ...haVip, HaVipName: 'b' });
  await vpc('DisassociateEipAddress', allocation);
  await settled();
  await vpc('DisassociateHaVip', { ...haVip, InstanceId: made.NetworkInterfaceId });
  await vpc('DeleteHaVip', haVip);
  await vpc('ReleaseEipAddress', allocation);
  await settled();
  const block = { VpcId: vpcId, UserCidrBlock: '30.0.0.0/8' };
  await vpc('AssociateVpcUserCidrBlock', block);
  await vpc('DisassociateVpcUserCidrBlock', block);
  const ipv6 = { VpcId: vpcId, Ipv6CidrBlock: 'fd00:0:0:100::/56' };
  for (const action of ['AssociateVpcCidrBlock', 'DisassociateVpcCidrBlock']) {
    await vpc(action, ipv6);
    await settled();
  }
  const ResourceIds = [vpcId];
  const vpcs = { ResourceType: 'vpc' };
  await vpc('TagResources', { ...vpcs, ResourceIds, Tags: [{ Key: 'a' }, ...Tags] });
  await vpc('TagResources', { ...vpcs, ResourceIds, Tags });
  const tags = await vpc('ListTagsForResources', { ...vpcs, MaxResults: 1 });
  for (const input of [{ NextToken: tags.NextToken }, { ResourceIds }, { TagFilters }]) {
    await vpc('ListTagsForResources', { ...vpcs, ...input });
  }
  await vpc('UntagResources', { ...vpcs, ResourceIds, TagKeys: ['a'] });
  for (const input of [{}, { InstanceIds: [one] }, { VpcId: vpcId }, { TagFilters }]) {
    await ecs('DescribeInstances', input);
  }
  for (const name of ['StopInstance', 'StartInstance', 'RebootInstance']) {
    await ecs(name, { InstanceId: two });
    await settled();
  }
  await vpc('DetachNetworkInterface', { ...eni, InstanceId: one });
  await status('Available');
  await vpc('DeleteNetworkInterface', eni);
  await ecs('DeleteInstances', { InstanceIds: [one, two] });
  await settled();
  await vpc('ModifySubnetAttributes', { SubnetId: subnetId, SubnetName: 'b' });
  await vpc('ModifyVpcAttributes', { VpcId: vpcId, VpcName: 'b' });
  await settled();
  await vpc('DeleteSubnet', { SubnetId: subnetId });
  await vpc('DeleteSecurityGroup', { SecurityGroupId: groupId });
  await settled();
  await vpc('DeleteVpc', { VpcId: vpcId });
  await settled();
}
