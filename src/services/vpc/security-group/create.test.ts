import { afterEach, describe, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { creatingVpc, madeGroup, madeVpc } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { makeWorld } from '#world/make.ts';

/** Longer than any dwell time, in milliseconds. */
const LATER = 60_000;

let server: TestServer;
afterEach(() => server.close());

const create = (VpcId: string, input: Record<string, unknown> = {}) =>
  server.client.vpc('CreateSecurityGroup', { VpcId, ...input });
const show = (SecurityGroupId: string) =>
  server.client.ok('vpc', 'DescribeSecurityGroupAttributes', { SecurityGroupId });

describe('CreateSecurityGroup', () => {
  it('makes a group that is Creating, then Available', async () => {
    server = await startServer({ transitions: 'manual' });
    const VpcId = await creatingVpc(server);
    expect(await create(VpcId)).toMatchObject({ status: 400, code: 'InvalidVpc.InvalidStatus' });
    await server.advance(LATER);
    const { result } = await create(VpcId);
    expect(result.SecurityGroupId).toMatch(/^sg-[0-9a-z]{25}$/);
    expect(await show(result.SecurityGroupId)).toMatchObject({ Status: 'Creating' });
    await server.advance(LATER);
    expect(await show(result.SecurityGroupId)).toMatchObject({ Status: 'Available' });
  });

  it('takes what is given, and one rule that lets everything out', async () => {
    server = await startServer();
    const VpcId = await madeVpc(server, { ProjectName: 'network' });
    const full = await madeGroup(server, VpcId, {
      SecurityGroupName: 'web',
      Description: 'the web',
      ProjectName: 'p',
      Type: 'cidr_only',
      Tags: [{ Key: 'env', Value: 'test' }],
      ServiceManaged: false,
    });
    expect(await show(full)).toMatchObject({
      SecurityGroupName: 'web',
      Description: 'the web',
      ProjectName: 'p',
      Type: 'cidr_only',
      Tags: [{ Key: 'env', Value: 'test' }],
    });
    const bare = await madeGroup(server, VpcId);
    const time = expect.stringMatching(/\+08:00$/);
    const { RequestId: _, ...view } = await show(bare);
    expect(view).toEqual({
      SecurityGroupId: bare,
      SecurityGroupName: bare,
      Description: '',
      AccountId: server.world.defaultAccountId,
      ProjectName: 'default',
      VpcId,
      Status: 'Available',
      Type: 'normal',
      ServiceManaged: false,
      Tags: [],
      CreationTime: time,
      UpdateTime: time,
      Permissions: [
        {
          SecurityGroupRuleId: expect.stringMatching(/^sgr-/),
          Direction: 'egress',
          Protocol: 'all',
          PortStart: -1,
          PortEnd: -1,
          CidrIp: '0.0.0.0/0',
          SourceGroupId: '',
          PrefixListId: '',
          PrefixListCidrs: [],
          Policy: 'accept',
          Priority: 100,
          Description: '放通全部流量',
          CreationTime: time,
          UpdateTime: time,
        },
      ],
    });
  });

  it.each([
    [{ VpcId: '' }, 400, 'MissingParameter'],
    [{ VpcId: 'vpc-nowhere' }, 404, 'InvalidVpc.NotFound'],
    [{ SecurityGroupName: 'a b' }, 400, 'InvalidName.Malformed'],
    [{ Description: 'a [bracket]' }, 400, 'InvalidDescription.Malformed'],
    [{ Type: 'VpnGW' }, 400, 'InvalidType.Malformed'],
  ])('refuses %j', async (input, status, code) => {
    server = await startServer();
    expect(await create(await madeVpc(server), input)).toMatchObject({ status, code });
  });

  it("refuses another account's VPC", async () => {
    server = await startServer({ world: worldOfTwo() });
    const VpcId = await madeVpc(server);
    expect(await server.as(OTHER).vpc('CreateSecurityGroup', { VpcId })).toMatchObject({
      status: 404,
      code: 'InvalidVpc.NotFound',
    });
  });

  it('keeps to the quota, the Default groups counted', async () => {
    server = await startServer({ world: makeWorld({ quotas: { SecurityGroups: 2 } }) });
    const VpcId = await madeVpc(server);
    const SecurityGroupId = await madeGroup(server, VpcId);
    expect(await create(VpcId)).toMatchObject({ status: 400, code: 'QuotaExceeded.SecurityGroup' });
    await server.client.ok('vpc', 'DeleteSecurityGroup', { SecurityGroupId });
    expect(await create(VpcId)).toMatchObject({ status: 200 });
  });

  it('repeats its answer to a repeated ClientToken', async () => {
    server = await startServer();
    const VpcId = await madeVpc(server);
    const first = await create(VpcId, { ClientToken: 'once' });
    const second = await create(VpcId, { ClientToken: 'once' });
    expect(second.result.SecurityGroupId).toBe(first.result.SecurityGroupId);
    expect(await create(VpcId, { ClientToken: 'once', Description: 'd' })).toMatchObject({
      status: 400,
      code: 'IdempotentParameterMismatch',
    });
  });
});
