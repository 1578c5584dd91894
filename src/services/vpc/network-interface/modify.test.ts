import { afterEach, beforeEach, expect, it } from 'vitest';
import { breaches } from '#test/support/invariants.ts';
import { insertInterface, patchRow } from '#test/support/rows.ts';
import { madeGroup, madeInstance, primaryOf, type Scene, scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
let here: Scene;
let id: string;
beforeEach(async () => {
  server = await startServer();
  here = await scene(server);
  id = await newInterface({ name: 'old', description: 'before' });
});
afterEach(async () => {
  expect(await breaches(server.store, server.world)).toEqual([]);
  await server.close();
});

const newInterface = (spec = {}) =>
  server.store.write((tx) => insertInterface(server, tx, here, spec));
const modify = (input: Record<string, unknown> = {}) =>
  server.client.vpc('ModifyNetworkInterfaceAttributes', { NetworkInterfaceId: id, ...input });
const shown = () =>
  server.client.ok('vpc', 'DescribeNetworkInterfaceAttributes', { NetworkInterfaceId: id });

it('changes what is given and keeps the rest', async () => {
  expect(await modify({ NetworkInterfaceName: 'new' })).toMatchObject({ status: 200 });
  expect(await shown()).toMatchObject({ NetworkInterfaceName: 'new', Description: 'before' });
  await modify({ Description: 'after', PortSecurityEnabled: true, TrafficMode: 'Standard' });
  expect(await shown()).toMatchObject({
    NetworkInterfaceName: 'new',
    Description: 'after',
    PortSecurityEnabled: true,
    SecurityGroupIds: [here.groupId],
  });
  await modify({ Description: '', PortSecurityEnabled: false });
  expect(await shown()).toMatchObject({ Description: '', PortSecurityEnabled: false });
});

it('keeps the timeouts of connections, each by itself', async () => {
  const none = { TcpEstablishedTimeout: 0, TcpClosedAndTimeWaitTimeout: 0, UdpTimeout: 0 };
  expect(await shown()).toMatchObject(none);
  await modify({ TcpEstablishedTimeout: 600, UdpTimeout: 30 });
  await modify({ TcpClosedAndTimeWaitTimeout: 3 });
  const set = { TcpEstablishedTimeout: 600, TcpClosedAndTimeWaitTimeout: 3, UdpTimeout: 30 };
  expect(await shown()).toMatchObject(set);
  expect(await modify({ UdpTimeout: 0 })).toMatchObject({ code: 'InvalidUdpTimeout.Malformed' });
  expect(await shown()).toMatchObject(set);
  const { NetworkInterfaceId } = await server.client.ok('vpc', 'CreateNetworkInterface', {
    SubnetId: here.subnetId,
    SecurityGroupIds: [here.groupId],
    ...set,
  });
  expect(
    await server.client.ok('vpc', 'DescribeNetworkInterfaceAttributes', { NetworkInterfaceId }),
  ).toMatchObject(set);
});

it('succeeds with the id alone, and ignores what Terraform adds', async () => {
  const { RequestId, UpdatedAt, ...before } = await shown();
  expect(await modify()).toMatchObject({ status: 200 });
  expect(
    await modify({ Ipv6Addresses: '&{0xc0001}', Ipv6AddressCount: 2, ProjectName: 'web' }),
  ).toMatchObject({ status: 200 });
  expect(await shown()).toMatchObject(before);
});

it('replaces the security groups, in the order given', async () => {
  const second = await madeGroup(server, here.vpcId);
  const third = await madeGroup(server, here.vpcId);
  await modify({ SecurityGroupIds: [third, second, third] });
  expect((await shown()).SecurityGroupIds).toEqual([third, second]);
  await modify({ SecurityGroupIds: [here.groupId] });
  expect((await shown()).SecurityGroupIds).toEqual([here.groupId]);
});

it('refuses groups that do not fit, and keeps the old ones', async () => {
  const groups = [here.groupId];
  while (groups.length < 6) groups.push(await madeGroup(server, here.vpcId));
  const elsewhere = await scene(server);
  const creating = await madeGroup(server, here.vpcId);
  await patchRow(server, 'security_group', creating, { status: 'Creating' });
  const cases: [string[], number, string][] = [
    [groups, 400, 'QuotaExceeded.EniSecurityGroup'],
    [[here.groupId, 'sg-x'], 404, 'InvalidSecurityGroupId.NotFound'],
    [[creating], 400, 'InvalidSecurityGroup.InvalidStatus'],
    [[elsewhere.groupId], 400, 'InvalidSecurityGroup.VpcMismatch'],
  ];
  for (const [SecurityGroupIds, status, code] of cases) {
    expect(await modify({ SecurityGroupIds })).toMatchObject({ status, code });
  }
  expect((await shown()).SecurityGroupIds).toEqual([here.groupId]);
});

it('changes a primary interface, and one that is InUse', async () => {
  const instanceId = await madeInstance(server, here);
  const primaryId = await primaryOf(server, instanceId);
  id = primaryId;
  expect(await modify({ Description: 'first' })).toMatchObject({ status: 200 });
  id = await newInterface({ instanceId, status: 'InUse' });
  expect(await modify({ DeleteOnTermination: true })).toMatchObject({ status: 200 });
  expect((await shown()).Attachment).toEqual({
    InstanceId: instanceId,
    DeleteOnTermination: true,
  });
  await modify({ DeleteOnTermination: false });
  expect((await shown()).Attachment.DeleteOnTermination).toBe(false);
});

it('refuses DeleteOnTermination where it could not be kept', async () => {
  expect(await modify({ DeleteOnTermination: false })).toMatchObject({ status: 200 });
  expect(await modify({ DeleteOnTermination: true })).toMatchObject({
    status: 400,
    code: 'InvalidEni.InvalidStatus',
  });
  id = await primaryOf(server, await madeInstance(server, here));
  expect(await modify({ DeleteOnTermination: true })).toMatchObject({ status: 200 });
  expect(await modify({ DeleteOnTermination: false })).toMatchObject({
    status: 400,
    code: 'InvalidEni.InvalidType',
  });
});

it.each([
  'Creating',
  'Attaching',
  'Detaching',
  'Deleting',
])('refuses an interface that is %s', async (status) => {
  const instanceId = await madeInstance(server, here);
  const on = status.endsWith('taching') ? instanceId : null;
  await patchRow(server, 'network_interface', id, { status, instance_id: on });
  expect(await modify({ Description: 'late' })).toMatchObject({
    status: 400,
    code: 'InvalidEni.InvalidStatus',
  });
});

it('refuses what is not there, what is service-managed, and malformed text', async () => {
  expect(await modify({ NetworkInterfaceId: 'eni-x' })).toMatchObject({
    status: 404,
    code: 'InvalidEniId.NotFound',
  });
  expect(await modify({ Description: '<b>' })).toMatchObject({
    code: 'InvalidDescription.Malformed',
  });
  expect(await modify({ Description: 'x'.repeat(256) })).toMatchObject({
    code: 'InvalidDescription.Malformed',
    message:
      'The specified description is malformed. Ensure the maximum length of description is 255.',
  });
  expect(await modify({ NetworkInterfaceName: 'a b' })).toMatchObject({
    code: 'InvalidName.Malformed',
  });
  await patchRow(server, 'network_interface', id, { service_managed: 1 });
  expect(await modify({ Description: 'mine' })).toMatchObject({ status: 403, code: 'Forbidden' });
});
