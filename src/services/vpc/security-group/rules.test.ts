import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UniqueViolation } from '#store/store.ts';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { breaches } from '#test/support/invariants.ts';
import { patchRow } from '#test/support/rows.ts';
import { madeGroup, madeVpc } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

/** As many as a Default group is born with in one direction. */
const QUOTA = 6;

let server: TestServer;
let VpcId: string;
let SecurityGroupId: string;
beforeEach(async () => {
  server = await startServer({ world: worldOfTwo({ quotas: { RulesPerSecurityGroup: QUOTA } }) });
  VpcId = await madeVpc(server);
  SecurityGroupId = await madeGroup(server, VpcId);
});
afterEach(async () => {
  expect(await breaches(server.store, server.world)).toEqual([]);
  await server.close();
});

const WEB = { Protocol: 'tcp', PortStart: 80, PortEnd: 80, CidrIp: '0.0.0.0/0' };
const ALL = { Protocol: 'all', PortStart: -1, PortEnd: -1 };

type Input = Record<string, unknown>;
const call = (action: string, input: Input, client = server.client) =>
  client.vpc(action, { SecurityGroupId, ...input });

async function rules(input: Input = { Direction: 'ingress' }) {
  const { Permissions } = await server.client.ok('vpc', 'DescribeSecurityGroupAttributes', {
    SecurityGroupId,
    ...input,
  });
  return Permissions;
}

describe.each([
  ['Ingress', 'ingress'],
  ['Egress', 'egress'],
])('%s rules', (way, Direction) => {
  const authorize = (input: Input) => call(`AuthorizeSecurityGroup${way}`, input);
  const revoke = (input: Input) => call(`RevokeSecurityGroup${way}`, input);
  const modify = (input: Input) => call(`ModifySecurityGroupRuleDescriptions${way}`, input);
  const own = async (more: Input = {}) =>
    (await rules({ Direction, ...more })).filter(
      (rule: { Description: string }) => rule.Description !== '放通全部流量',
    );

  it('are shown in the vendor’s spelling, however their words were written', async () => {
    expect(await authorize({ ...WEB, Protocol: 'TCP', Policy: 'Accept' })).toMatchObject({
      status: 200,
    });
    const asWritten = { Protocol: 'tcp', Policy: 'accept' };
    expect(await own({ Direction: Direction.toUpperCase(), Protocol: 'Tcp' })).toMatchObject([
      asWritten,
    ]);
    expect(await authorize({ ...WEB, Policy: 'ACCEPT' })).toMatchObject({ status: 409 });
    expect(await revoke({ ...WEB, Protocol: 'tCP', Policy: 'ACCEPT' })).toMatchObject({
      status: 200,
    });
    expect(await own()).toEqual([]);
  });

  it('are added, shown, described and taken away', async () => {
    const added = await authorize({ ...WEB, Description: 'web' });
    expect(added).toMatchObject({ status: 200, result: { AsyncTaskId: expect.any(String) } });
    const time = expect.stringMatching(/\+08:00$/);
    expect(await own()).toEqual([
      {
        SecurityGroupRuleId: expect.stringMatching(/^sgr-/),
        Direction,
        ...WEB,
        SourceGroupId: '',
        PrefixListId: '',
        PrefixListCidrs: [],
        Policy: 'accept',
        Priority: 1,
        Description: 'web',
        CreationTime: time,
        UpdateTime: time,
      },
    ]);
    await modify({ ...WEB, Description: 'the web' });
    expect(await own()).toMatchObject([{ Description: 'the web' }]);
    await modify(WEB);
    expect(await own()).toMatchObject([{ Description: 'the web' }]);
    expect(await revoke(WEB)).toMatchObject({ status: 200 });
    expect(await own()).toEqual([]);
    expect(await revoke(WEB)).toMatchObject({ status: 200 });
    expect(await own()).toEqual([]);
    expect(await modify({ ...WEB, Description: 'x' })).toMatchObject({
      status: 404,
      code: 'InvalidSecurityRule.NotFound',
    });
  });

  it('differ by policy and priority too', async () => {
    await authorize(WEB);
    await authorize({ ...WEB, Policy: 'drop' });
    await authorize({ ...WEB, Priority: 2 });
    expect(await authorize({ ...WEB, Priority: 1 })).toMatchObject({
      status: 409,
      code: 'InvalidSecurityRule.Conflict',
    });
    await modify({ ...WEB, Description: 'all three' });
    await modify({ ...WEB, Policy: 'drop', Description: 'the one that drops' });
    const described = (await own()).map((rule: Input) => rule.Description);
    expect(described).toEqual(['all three', 'the one that drops', 'all three']);
    await revoke({ ...WEB, Priority: 2 });
    expect(await own()).toMatchObject([{ Priority: 1 }, { Policy: 'drop' }]);
  });

  it('take the first peer that is not empty, as Terraform sends them', async () => {
    await authorize({ ...ALL, CidrIp: '', SourceGroupId: SecurityGroupId });
    expect(await own()).toMatchObject([{ CidrIp: '', SourceGroupId: SecurityGroupId }]);
    await authorize({ ...ALL, CidrIp: '10.0.0.0/8', SourceGroupId: SecurityGroupId });
    expect(await own({ CidrIp: '10.0.0.0/8' })).toMatchObject([{ SourceGroupId: '' }]);
    expect(await own({ SourceGroupId: SecurityGroupId })).toHaveLength(1);
    expect(await revoke({ ...ALL, CidrIp: '', SourceGroupId: SecurityGroupId })).toMatchObject({
      status: 200,
    });
    expect(await own()).toMatchObject([{ CidrIp: '10.0.0.0/8' }]);
  });

  it('know a block in any spelling', async () => {
    await authorize({ ...ALL, CidrIp: '2001:DB8:0::/32' });
    expect(await own({ CidrIp: '2001:0db8::/32' })).toMatchObject([{ CidrIp: '2001:db8::/32' }]);
    expect(await authorize({ ...ALL, CidrIp: '2001:db8::/32' })).toMatchObject({ status: 409 });
    expect(await authorize({ ...ALL, CidrIp: '::/0' })).toMatchObject({ status: 200 });
    expect(await revoke({ ...ALL, CidrIp: '2001:DB8::/32' })).toMatchObject({ status: 200 });
  });

  it.each([
    [{ CidrIp: '10.0.0.1/8' }, 'InvalidCidrIp.Malformed'],
    [{ CidrIp: '10.0.0.1' }, 'InvalidCidrIp.Malformed'],
    [{ CidrIp: '' }, 'MissingParameter'],
    [{ PortStart: 0 }, 'InvalidPort.Malformed'],
    [{ PortStart: 81 }, 'InvalidPort.Malformed'],
    [{ PortEnd: 65_536 }, 'InvalidPort.Malformed'],
    [{ Protocol: 'icmp' }, 'InvalidPort.Malformed'],
    [{ Protocol: 'sctp' }, 'InvalidProtocol.Malformed'],
    [{ Policy: 'reject' }, 'InvalidPolicy.Malformed'],
    [{ Priority: 0 }, 'InvalidPriority.Malformed'],
    [{ Priority: 101 }, 'InvalidPriority.Malformed'],
    [{ Description: '<x>' }, 'InvalidDescription.Malformed'],
  ])('refuse %j', async (input, code) => {
    expect(await authorize({ ...WEB, ...input })).toMatchObject({ status: 400, code });
    expect(await own()).toEqual([]);
  });
});

it('refuses a group that is not there, not ours, not ready or not to be touched', async () => {
  const gone = { status: 404, code: 'InvalidSecurityGroupId.NotFound' };
  const actions = [
    'AuthorizeSecurityGroupIngress',
    'RevokeSecurityGroupIngress',
    'ModifySecurityGroupRuleDescriptionsIngress',
  ];
  for (const action of actions) {
    expect(await call(action, { ...WEB, SecurityGroupId: 'sg-none' })).toMatchObject(gone);
    expect(await call(action, WEB, server.as(OTHER))).toMatchObject(gone);
  }
  await patchRow(server, 'security_group', SecurityGroupId, { status: 'Creating' });
  for (const action of actions) {
    expect(await call(action, WEB)).toMatchObject({ code: 'InvalidSecurityGroup.InvalidStatus' });
  }
  await patchRow(server, 'security_group', SecurityGroupId, { service_managed: 1 });
  for (const action of actions) {
    expect(await call(action, WEB)).toMatchObject({ status: 403, code: 'Forbidden' });
  }
});

it('refuses a source group of another VPC or account, and any in a cidr_only group', async () => {
  const authorize = (input: Input) => call('AuthorizeSecurityGroupIngress', { ...ALL, ...input });
  expect(await authorize({ SourceGroupId: 'sg-none' })).toMatchObject({
    status: 404,
    code: 'InvalidSecurityGroupId.NotFound',
  });
  const elsewhere = await madeGroup(server, await madeVpc(server));
  expect(await authorize({ SourceGroupId: elsewhere })).toMatchObject({
    code: 'InvalidSecurityGroup.VpcMismatch',
  });
  const blocksOnly = await madeGroup(server, VpcId, { Type: 'cidr_only' });
  expect(
    await authorize({ SecurityGroupId: blocksOnly, SourceGroupId: SecurityGroupId }),
  ).toMatchObject({ code: 'InvalidSecurityGroup.InvalidType' });
  expect(await authorize({ SecurityGroupId: blocksOnly, CidrIp: '10.0.0.0/8' })).toMatchObject({
    status: 200,
  });
});

it('keeps a group that a rule of another refers to', async () => {
  const other = await madeGroup(server, VpcId);
  const peer = { ...ALL, SecurityGroupId: other, SourceGroupId: SecurityGroupId };
  await server.client.ok('vpc', 'AuthorizeSecurityGroupIngress', peer);
  expect(await call('DeleteSecurityGroup', {})).toMatchObject({
    status: 400,
    code: 'InvalidSecurityGroup.InUse',
    message: 'The specified security group has dependent resource of a security rule.',
  });
  await server.client.ok('vpc', 'RevokeSecurityGroupIngress', peer);
  expect(await call('DeleteSecurityGroup', {})).toMatchObject({ status: 200 });
});

describe('the quota of rules', () => {
  const full = { status: 400, code: 'QuotaExceeded.SecurityRule' };
  const add = (way: string, input: Input) =>
    call(`AuthorizeSecurityGroup${way}`, { ...ALL, ...input });
  const fill = async (way: string, count: number, block: (index: number) => string) => {
    for (let index = 0; index < count; index += 1) {
      expect(await add(way, { CidrIp: block(index) })).toMatchObject({ status: 200 });
    }
  };

  it('counts each direction and version of IP apart, the first rule of a group too', async () => {
    await fill('Ingress', QUOTA, (index) => `10.0.${index}.0/24`);
    expect(await add('Ingress', { CidrIp: '10.1.0.0/16' })).toMatchObject(full);
    await fill('Ingress', QUOTA, (index) => `2001:db8:${index}::/48`);
    expect(await add('Ingress', { CidrIp: '2001:db9::/32' })).toMatchObject(full);
    await fill('Egress', QUOTA - 1, (index) => `10.0.${index}.0/24`);
    expect(await add('Egress', { CidrIp: '10.1.0.0/16' })).toMatchObject(full);
  });

  it('counts a rule with a source group for both versions', async () => {
    await fill('Ingress', QUOTA, (index) => `2001:db8:${index}::/48`);
    const source = { SourceGroupId: SecurityGroupId };
    expect(await add('Ingress', source)).toMatchObject(full);
    await call('RevokeSecurityGroupIngress', { ...ALL, CidrIp: '2001:db8:1::/48' });
    expect(await add('Ingress', source)).toMatchObject({ status: 200 });
    expect(await add('Ingress', { CidrIp: '2001:db8:1::/48' })).toMatchObject(full);
    await fill('Ingress', QUOTA - 1, (index) => `10.0.${index}.0/24`);
    expect(await add('Ingress', { CidrIp: '10.1.0.0/16' })).toMatchObject(full);
  });
});

it('says first what is wrong with the parameters alone', async () => {
  const actions = ['Authorize', 'Revoke', 'ModifySecurityGroupRuleDescriptions'];
  for (const action of actions.map((verb) =>
    verb.startsWith('Modify') ? `${verb}Egress` : `${verb}SecurityGroupEgress`,
  )) {
    const absent = { ...WEB, SecurityGroupId: 'sg-none' };
    expect(await call(action, { ...absent, CidrIp: '' })).toMatchObject({
      code: 'MissingParameter',
    });
    expect(await call(action, { ...absent, PortStart: 81 })).toMatchObject({
      code: 'InvalidPort.Malformed',
    });
  }
});

it('adds a rule once for a ClientToken', async () => {
  const input = { ...WEB, ClientToken: 'once' };
  for (const _ of [1, 2]) {
    expect(await call('AuthorizeSecurityGroupIngress', input)).toMatchObject({ status: 200 });
  }
  expect(await rules()).toHaveLength(1);
});

it('is there once in the schema, too', async () => {
  await server.client.ok('vpc', 'AuthorizeSecurityGroupIngress', { SecurityGroupId, ...WEB });
  const twin = server.store.write(async (tx) => {
    const [row] = await tx.select((db) =>
      db.selectFrom('security_group_rule').selectAll().where('direction', '=', 'ingress'),
    );
    if (row) await tx.insert('security_group_rule', { ...row, id: 'sgr-twin', description: 'b' });
  });
  await expect(twin).rejects.toBeInstanceOf(UniqueViolation);
});
