import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Answered } from '#gateway/answered.ts';
import { SERVICES } from '#test/support/services.ts';
import { makeWorld } from '#world/make.ts';
import { madeSubnet, scene } from '../support/scene.ts';
import { startServer, type TestServer } from '../support/server.ts';

/*
 * Where the vendor's wording does not say which parameter is refused, Tenon says it beside the
 * message. Here every rule of every action is asked for it.
 */

/** Codes of refusals that are about a parameter, whatever the message says. */
const OF_A_PARAMETER =
  /\.Malformed$|^InvalidArgument|^InvalidParameter|NotSupport$|^MissingParameter/;

/** Codes of refusals because a limit is reached: a parameter names or counts what is too much. */
const OF_A_NUMBER = /^(Quota|Limit)Exceeded|^Insufficient/;

/** What an account has used up is not the fault of any parameter. */
const OF_THE_ACCOUNT = [
  'CreateNetworkInterface QuotaExceeded.Eni',
  'CreateVpc QuotaExceeded.Vpc',
  'CreateVpc QuotaExceeded.SecurityGroup',
  'CreateSecurityGroup QuotaExceeded.SecurityGroup',
  'AllocateEipAddress QuotaExceeded.Eip',
  'CreateBandwidthPackage QuotaExceeded.BandwidthPackage',
  'CreateIpAddressPool QuotaExceeded.IpAddressPool',
  'CreateIpv4Gateway QuotaExceeded.Ipv4Gateway',
  'CreateHaVip QuotaExceeded.HaVip',
  'CreatePrefixList QuotaExceeded.PrefixList',
  'CreateKeyPair QuotaExceeded.KeyPair',
  'CreateImage QuotaExceeded.Image',
  'CopyImage QuotaExceeded.Image',
  'ImportImage QuotaExceeded.Image',
  'CreateLaunchTemplate QuotaExceeded.LaunchTemplate',
  'CreateLaunchTemplateVersion QuotaExceeded.LaunchTemplateVersion',
  'CreateDeploymentSet QuotaExceeded.DeploymentSet',
  'ModifyInstanceDeployment QuotaExceeded.DeploymentSetInstance',
  'ImportKeyPair QuotaExceeded.KeyPair',
];

const judgements = SERVICES.flatMap(({ name, actions }) =>
  actions.flatMap((action) =>
    action.judgements.map(({ refusal, parameter }) => ({
      rule: `${name} ${action.name} ${refusal.code}`,
      action,
      refusal,
      parameter,
    })),
  ),
);

describe('a rule', () => {
  it('names the parameter that it judges, where the message does not', () => {
    const silent = judgements.filter(
      ({ refusal, parameter }) =>
        OF_A_PARAMETER.test(refusal.code) &&
        !refusal.message.includes('%s') &&
        parameter === undefined,
    );
    expect(
      silent.map(({ rule }) => rule),
      'name the `parameter` of the rule',
    ).toEqual([]);
  });

  it('names what there is too much of, unless the whole account has', () => {
    const silent = judgements
      .filter(({ refusal, parameter }) => OF_A_NUMBER.test(refusal.code) && !parameter)
      .map(({ action, refusal }) => `${action.name} ${refusal.code}`);
    const what =
      'name the `parameter` of the rule; if no parameter is to blame, name action and code in OF_THE_ACCOUNT of test/refusals/subjects.test.ts';
    expect(silent.sort(), what).toEqual(OF_THE_ACCOUNT.toSorted());
  });

  it('names a parameter of its action', () => {
    const strange = judgements.filter(
      ({ action, parameter }) =>
        parameter !== undefined &&
        parameter !== '*' &&
        !Object.hasOwn(action.parameters.shape, parameter.split('.')[0] ?? ''),
    );
    expect(strange.map(({ rule, parameter }) => `${rule}: ${parameter}`)).toEqual([]);
  });
});

describe('a check of a contract', () => {
  it.each(
    SERVICES.flatMap(({ name, actions }) =>
      actions.map((action) => ({ key: `${name} ${action.name}`, action })),
    ),
  )('of $key says what is wrong', ({ action }) => {
    expect(wordless(action.parameters, '')).toEqual([]);
  });

  /** The paths of checks that would only say that their value is wrong. */
  function wordless(schema: z.core.$ZodType, path: string): string[] {
    const checks = (schema._zod.def as z.core.$ZodTypeDef).checks ?? [];
    const own = checks
      .filter((check) => {
        const { check: kind, error } = check._zod.def as { check: string; error?: unknown };
        return kind === 'custom' && error === undefined;
      })
      .map(() => path);
    if (schema instanceof z.ZodObject) {
      const fields = Object.entries(schema.shape) as [string, z.core.$ZodType][];
      return [...own, ...fields.flatMap(([name, field]) => wordless(field, `${path}.${name}`))];
    }
    if (schema instanceof z.ZodArray) return [...own, ...wordless(schema.element, `${path}.N`)];
    if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
      return [...own, ...wordless(schema._zod.def.innerType, path)];
    }
    return own;
  }
});

describe('an answer', () => {
  let server: TestServer;
  let answered: Answered[];
  beforeEach(async () => {
    answered = [];
    server = await startServer({ auth: 'lenient', onAnswered: (each) => answered.push(each) });
  });
  afterEach(() => server.close());

  async function ask(action: string, input: Record<string, string>, service = 'vpc') {
    const version = SERVICES.find(({ name }) => name === service)?.version ?? '';
    const query = new URLSearchParams({ Action: action, Version: version, ...input });
    const response = await fetch(`${server.url}/?${query}`);
    const { ResponseMetadata } = (await response.json()) as Envelope;
    return {
      code: ResponseMetadata.Error?.Code,
      message: ResponseMetadata.Error?.Message,
      parameter: response.headers.get('x-tenon-parameter'),
      reason: response.headers.get('x-tenon-reason'),
    };
  }

  it('says which group is missing, and which zone', async () => {
    const { groupId, subnetId, vpcId } = await scene(server);
    const groups = { 'SecurityGroupIds.1': groupId, 'SecurityGroupIds.2': 'sg-none' };
    expect(await ask('CreateNetworkInterface', { SubnetId: subnetId, ...groups })).toMatchObject({
      code: 'InvalidSecurityGroupId.NotFound',
      parameter: 'SecurityGroupIds',
      reason: 'there is no group sg-none',
    });
    const there = { VpcId: vpcId, ZoneId: 'cn-beijing-z', CidrBlock: '10.0.200.0/24' };
    expect(await ask('CreateSubnet', there)).toMatchObject({
      code: 'InvalidZone.NotFound',
      parameter: 'ZoneId',
      reason: expect.stringMatching(
        /^there is no zone cn-beijing-z: the region has cn-beijing-a, /,
      ),
    });
    const run = {
      ZoneId: 'cn-beijing-a',
      InstanceName: 'web',
      ImageId: server.world.images[0]?.id ?? '',
      InstanceTypeId: 'ecs.g3i.large',
      'NetworkInterfaces.1.SubnetId': subnetId,
      'NetworkInterfaces.1.SecurityGroupIds.1': groupId,
      'NetworkInterfaces.2.SubnetId': subnetId,
      'NetworkInterfaces.2.SecurityGroupIds.1': 'sg-none',
    };
    expect(await ask('RunInstances', run, 'ecs')).toMatchObject({
      code: 'InvalidSecurityGroupId.NotFound',
      parameter: 'NetworkInterfaces.2.SecurityGroupIds',
      reason: 'there is no group sg-none',
    });
    const nowhere = { ...run, 'NetworkInterfaces.2.SubnetId': 'subnet-none' };
    expect(await ask('RunInstances', nowhere, 'ecs')).toMatchObject({
      code: 'InvalidSubnet.NotFound',
      parameter: 'NetworkInterfaces.2.SubnetId',
      reason: 'there is no subnet subnet-none',
    });
  });

  it('says how many addresses a subnet has left, and who asked for more', async () => {
    const { groupId, vpcId } = await scene(server);
    const SubnetId = await madeSubnet(server, vpcId, { CidrBlock: '10.0.200.0/29' });
    const more = { SecondaryPrivateIpAddressCount: '9', 'SecurityGroupIds.1': groupId };
    expect(await ask('CreateNetworkInterface', { SubnetId, ...more })).toMatchObject({
      code: 'InsufficientIpInSubnet',
      parameter: 'SecondaryPrivateIpAddressCount',
      reason: expect.stringMatching(
        /^subnet-\w+ has \d free addresses of 10\.0\.200\.0\/29, and 9 are asked for$/,
      ),
    });
  });

  it('says which quota is used up, and where it is set', async () => {
    const world = makeWorld({ quotas: { Vpcs: 1 } });
    await server.close();
    server = await startServer({ auth: 'lenient', world });
    await ask('CreateVpc', { CidrBlock: '10.0.0.0/8' });
    expect(await ask('CreateVpc', { CidrBlock: '10.0.0.0/8' })).toMatchObject({
      code: 'QuotaExceeded.Vpc',
      parameter: null,
      reason: '0 are left of the quota Vpcs, which a world file sets',
    });
  });

  it('says which of several addresses is in use, and that a subnet has none of a family', async () => {
    const { groupId, subnetId } = await scene(server, { ipv6: false });
    const create = (input: Record<string, string>) =>
      ask('CreateNetworkInterface', {
        SubnetId: subnetId,
        'SecurityGroupIds.1': groupId,
        ...input,
      });
    await create({ PrimaryIpAddress: '10.0.0.9' });
    expect(
      await create({ 'PrivateIpAddress.1': '10.0.0.8', 'PrivateIpAddress.2': '10.0.0.9' }),
    ).toMatchObject({
      code: 'InvalidPrivateIp.InUse',
      parameter: 'PrivateIpAddress',
      reason: `10.0.0.9 is in use in ${subnetId}`,
    });
    expect(await create({ PrimaryIpAddress: '1.1.1.1' })).toMatchObject({
      code: 'InvalidPrivateIp.Malformed',
      parameter: 'PrimaryIpAddress',
    });
    expect(await create({ 'Ipv6Address.1': '2001:db8::1' })).toMatchObject({
      code: 'InvalidSubnet.DisableIpv6',
    });
    expect(
      await ask(
        'RunInstances',
        {
          ZoneId: 'cn-beijing-a',
          InstanceName: 'web',
          ImageId: server.world.images[0]?.id ?? '',
          InstanceTypeId: 'ecs.g3i.large',
          'NetworkInterfaces.1.SubnetId': subnetId,
          'NetworkInterfaces.1.SecurityGroupIds.1': groupId,
          'NetworkInterfaces.1.PrimaryIpAddress': '10.0.0.9',
        },
        'ecs',
      ),
    ).toMatchObject({
      code: 'InvalidPrivateIp.InUse',
      parameter: 'NetworkInterfaces.1.PrimaryIpAddress',
    });
    expect(await create({ Ipv6AddressCount: '1' })).toMatchObject({
      code: 'InvalidSubnet.DisableIpv6',
      reason: `${subnetId} has no IPv6 block`,
    });
    const balancer = { Type: 'private', SubnetId: subnetId };
    expect(
      await ask('CreateLoadBalancer', { ...balancer, EniAddress: '10.0.0.9' }, 'clb'),
    ).toMatchObject({
      code: 'InvalidPrivateIp.InUse',
      parameter: 'EniAddress',
      reason: `10.0.0.9 is in use in ${subnetId}`,
    });
  });

  it.each([
    [
      'CreateVpc',
      { CidrBlock: '10.0.0.0/8', VpcName: 'n'.repeat(129) },
      {
        code: 'InvalidName.Malformed',
        message: 'The specified name is malformed. Ensure the maximum length of name is 128.',
        parameter: 'VpcName',
        reason: 'it has at most 128 characters',
      },
    ],
    [
      'CreateVpc',
      {
        CidrBlock: '10.0.0.0/8',
        'Tags.1.Key': 'a',
        'Tags.1.Value': 'b',
        'Tags.2.Key': 'c',
        'Tags.2.Value': 'v'.repeat(300),
      },
      { code: 'InvalidTagValue.Malformed', parameter: 'Tags.2.Value' },
    ],
    [
      'CreateVpc',
      { CidrBlock: '11.0.0.0/8' },
      {
        code: 'InvalidCidr.Malformed',
        parameter: 'CidrBlock',
        reason:
          '11.0.0.0/8 is no block within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16 with a mask up to /28',
      },
    ],
    [
      'DescribeVpcs',
      { MaxResults: '101' },
      {
        code: 'InvalidMaxResults.Malformed',
        parameter: 'MaxResults',
        reason: 'it has at most 100',
      },
    ],
    [
      'DescribeVpcs',
      { NextToken: 'x' },
      {
        code: 'InvalidNextToken.Malformed',
        parameter: 'NextToken',
        reason: 'no list of this action, account, region and conditions gave it',
      },
    ],
    [
      'CreateSecurityGroup',
      {},
      { code: 'MissingParameter', parameter: 'VpcId', reason: 'it is required' },
    ],
    ['DescribeVpcs', { PageSize: 'x' }, { parameter: 'PageSize', reason: 'it must be an integer' }],
    [
      'DeleteVpc',
      { VpcId: 'vpc-1' },
      { code: 'InvalidVpc.NotFound', parameter: null, reason: 'there is no such VPC' },
    ],
  ])('of %s %j says what is refused, and why', async (action, input, said) => {
    expect(await ask(action, input as Record<string, string>)).toMatchObject(said);
    const { parameter, reason } = said as { parameter: string | null; reason?: string };
    expect(answered.at(-1)).toMatchObject({
      ...(parameter === null ? {} : { parameter }),
      ...(reason && { reason }),
    });
  });

  it('of an action whose wording is one for all says which argument', async () => {
    const run = { ZoneId: 'cn-beijing-a', ImageId: 'image-debian12x64tenon00', InstanceName: 'a' };
    const more = {
      InstanceTypeId: 'ecs.g3i.large',
      Count: '2',
      DryRun: 'true',
      'NetworkInterfaces.1.SubnetId': 'subnet-1',
      'NetworkInterfaces.1.SecurityGroupIds.1': 'sg-1',
    };
    expect(await ask('RunInstances', { ...run, ...more }, 'ecs')).toEqual({
      code: 'InvalidArgument',
      message: 'The specified argument is invalid.',
      parameter: 'Count',
      reason: 'DryRun is true and Count is 2',
    });
  });

  it.each([
    ['a line end', '10.0.0.0/8\r\nSet-Cookie: a=b', '10.0.0.0/8\\u000d\\u000aSet-Cookie: a=b'],
    ['another script', '键\u{1f600}', '\\u952e\\ud83d\\ude00'],
    ['a control character', 'a\u0001\u007fb', 'a\\u0001\\u007fb'],
    ['very much', 'x'.repeat(5000), 'x'],
  ])('carries %s of a request in no header as it is', async (_, cidr, shown) => {
    const { code, reason } = await ask('CreateVpc', { CidrBlock: cidr.slice(0, 5000) });
    expect(code).toMatch(/^InvalidCidr/);
    expect(reason ?? '').toMatch(/^[\x20-\x7e]*$/);
    expect((reason ?? '').length).toBeLessThan(2000);
    if (cidr.length < 64) expect(reason).toContain(shown);
  });

  it('of explain says it too', async () => {
    const name = 'n'.repeat(129);
    const query = new URLSearchParams({
      Action: 'CreateVpc',
      CidrBlock: '10.0.0.0/8',
      VpcName: name,
    });
    const response = await fetch(`${server.url}/_tenon/explain?${query}`);
    expect(response.headers.get('x-tenon-parameter')).toBe('VpcName');
    query.delete('VpcName');
    query.set('CidrBlock', '11.0.0.0/8');
    const explained = await fetch(`${server.url}/_tenon/explain?${query}`);
    const { Verdicts } = (await explained.json()) as { Verdicts: Record<string, string>[] };
    expect(Verdicts).toContainEqual(
      expect.objectContaining({ code: 'InvalidCidr.Malformed', parameter: 'CidrBlock' }),
    );
  });

  it('of a success says nothing', async () => {
    expect(await ask('DescribeVpcs', {})).toEqual({
      code: undefined,
      message: undefined,
      parameter: null,
      reason: null,
    });
  });
});

interface Envelope {
  readonly ResponseMetadata: {
    readonly Error?: { readonly Code: string; readonly Message: string };
  };
}
