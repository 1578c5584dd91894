import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { vpc } from '#services/vpc/index.ts';
import { vpcRefusals } from '#services/vpc/refusals.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { serving } from '#test/support/serving.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import { makeWorld } from '#world/make.ts';
import { NO_SEEDS } from '#world/seeds.ts';

const OTHER = '2100000002';
const owned = {
  accountId: DEFAULT_ACCOUNT.id,
  regionId: 'cn-beijing',
  projectName: 'default',
  tags: [],
};

let server: TestServer;
beforeEach(async () => {
  const { accounts } = makeWorld();
  server = await startServer({
    world: makeWorld({ accounts: [...accounts, { id: OTHER, name: OTHER, keys: [], quotas: {} }] }),
    seeds: {
      ...NO_SEEDS,
      vpcs: [
        {
          ...owned,
          id: 'vpc-1',
          cidrBlock: '10.0.0.0/16',
          dnsServers: [],
          isDefault: false,
          defaultSecurityGroupId: 'sg-1',
        },
      ],
    },
  });
});
afterEach(() => server.close());

async function explain(parameters: Record<string, string>) {
  const query = new URLSearchParams(parameters);
  const response = await fetch(`${server.url}/_tenon/explain?${query}`);
  // biome-ignore lint/suspicious/noExplicitAny: an explanation or a refusal
  return { status: response.status, body: (await response.json()) as any };
}

describe('an action that would be carried out', () => {
  it('is allowed, and nothing is changed', async () => {
    const { status, body } = await explain({
      Action: 'CreateSubnet',
      VpcId: 'vpc-1',
      ZoneId: 'cn-beijing-a',
      CidrBlock: '10.0.0.0/24',
    });
    expect([status, body.Action, body.Allowed]).toEqual([200, 'CreateSubnet', true]);
    expect(body.Verdicts.length).toBeGreaterThan(0);
    for (const { parameter, ...verdict } of body.Verdicts) {
      expect(parameter ?? 'none').toMatch(/^\w+$/);
      expect(verdict).toEqual({
        verdict: expect.stringMatching(/^(pass|unknown)$/),
        http: expect.any(Number),
        code: expect.stringMatching(/./),
        message: expect.stringMatching(/./),
        because: expect.stringMatching(/./),
      });
    }
    const subnets = await server.client.ok('vpc', 'DescribeSubnets');
    expect(subnets.TotalCount).toBe(0);
  });

  it('is one that changes nothing, too', async () => {
    const { body } = await explain({ Action: 'DescribeVpcs' });
    expect(body).toEqual({ Action: 'DescribeVpcs', Allowed: true, Verdicts: [] });
  });
});

describe('an action that would be refused', () => {
  it('is not allowed: every verdict is there, with the fact that decides', async () => {
    const { status, body } = await explain({
      Action: 'AttachNetworkInterface',
      NetworkInterfaceId: 'eni-1',
      InstanceId: 'i-1',
    });
    expect([status, body.Allowed]).toEqual([200, false]);
    const failed = body.Verdicts.filter(({ verdict }: { verdict: string }) => verdict === 'fail');
    expect(failed).toEqual([
      {
        verdict: 'fail',
        http: 404,
        code: 'InvalidEniId.NotFound',
        message: 'The specified elastic network interface does not exist.',
        because: `account ${DEFAULT_ACCOUNT.id} has no interface eni-1 in this region`,
      },
      expect.objectContaining({ code: 'InvalidInstance.NotFound' }),
    ]);
  });

  it('is judged for the account and region that are named', async () => {
    const allowed = async (more: Record<string, string>) =>
      (await explain({ Action: 'DeleteVpc', VpcId: 'vpc-1', ...more })).body.Allowed;
    expect(await allowed({})).toBe(true);
    expect(await allowed({ Service: 'vpc', Version: '2020-04-01', Region: 'cn-beijing' })).toBe(
      true,
    );
    expect(await allowed({ AccountId: OTHER })).toBe(false);
    expect(await allowed({ Region: 'cn-shanghai' })).toBe(false);
  });
});

it('allows what no known fact forbids, as the action itself would', async () => {
  const open = writeAction({
    name: 'Open',
    summary: '',
    parameters: () => z.object({}),
    result: () => z.object({}),
    facts: async () => ({}),
    rules: [{ refusal: vpcRefusals.Conflict, broken: () => undefined, because: () => 'who knows' }],
    change: async () => ({}),
  });
  await server.close();
  server = await startServer({
    services: [serving({ ...vpc, actions: [open], resourceOf: new Map(), notYet: {} })],
  });
  const { body } = await explain({ Action: 'Open' });
  expect([body.Allowed, body.Verdicts[0].verdict]).toEqual([true, 'unknown']);
  expect((await server.client.vpc('Open')).status).toBe(200);
});

it.each<[string, Record<string, string>, number, string]>([
  ['no action', {}, 400, 'MissingParameter'],
  ['an unknown action', { Action: 'Nope' }, 404, 'InvalidActionOrVersion'],
  ['an unknown version', { Action: 'DeleteVpc', Version: '1' }, 404, 'InvalidActionOrVersion'],
  [
    'another service’s action',
    { Action: 'DeleteVpc', Service: 'ecs' },
    404,
    'InvalidActionOrVersion',
  ],
  ['an unknown service', { Action: 'DeleteVpc', Service: 'x' }, 404, 'ServiceNotFound'],
  ['an unknown region', { Action: 'DeleteVpc', Region: 'x' }, 400, 'InvalidParameter'],
  ['an unknown account', { Action: 'DeleteVpc', AccountId: '9' }, 400, 'InvalidParameter'],
  ['a missing parameter', { Action: 'DeleteVpc' }, 400, 'MissingParameter'],
  [
    'a parameter of a wrong type',
    { Action: 'CreateVpc', CidrBlock: '10.0.0.0/8', EnableIpv6: 'x' },
    400,
    'InvalidParameter',
  ],
])('refuses %s', async (_, parameters, status, code) => {
  const refused = await explain(parameters);
  expect([refused.status, refused.body.ResponseMetadata?.Error.Code]).toEqual([status, code]);
});
