import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Connection, type RawAnswer } from '#test/support/connection.ts';
import { type RequestParts, request } from '#test/support/request.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { SERVICES } from '#test/support/services.ts';
import { vendorCatalogue } from '#vendor/catalogue.ts';
import { gatewayRefusals } from './refusals.ts';

let server: TestServer;
let lenient: TestServer;
beforeAll(async () => {
  server = await startServer();
  lenient = await startServer({ auth: 'lenient' });
});
afterAll(async () => {
  await server.close();
  await lenient.close();
});

async function ask(parts: RequestParts, of = server): Promise<RawAnswer> {
  const connection = await Connection.open(of.host);
  try {
    return await connection.ask(request({ version: '2020-04-01', ...parts }));
  } finally {
    connection.destroy();
  }
}

const errorOf = ({ status, json }: RawAnswer) => ({
  status,
  code: json.ResponseMetadata.Error?.Code,
  message: json.ResponseMetadata.Error?.Message,
});

const LACKING = { status: 501, code: 'UnsupportedOperation' };

describe('what the vendor has and Tenon lacks is answered with 501', () => {
  it.each([
    ['an action that is looked at', 'ecs', '2020-04-01', 'AllocateDedicatedHosts'],
    ['an action that is not', 'billing', '2022-01-01', 'ListBill'],
    ['an action of a service that is not there', 'alb', '2020-04-01', 'CreateLoadBalancer'],
    ['one of a version of its own', 'vke', '2022-05-12', 'CreateCluster'],
  ])('%s', async (_, service, version, action) => {
    const said = errorOf(await ask({ service, version, action }));
    expect(said).toMatchObject(LACKING);
    expect(said.message).toContain(`${service}:${action}`);
    expect(said.message).toContain('docs/actions.md');
  });

  it.each([
    ['Redis', 'redis'],
    ['auto_scaling', 'autoscaling'],
    ['ESCloud', 'escloud'],
    ['CDN', 'cdn'],
    ['TOS', 'TOS'],
  ])('any action of %s, in whatever case the client writes it', async (service, code) => {
    const said = errorOf(await ask({ service, version: '2018-01-01', action: 'DoIt' }));
    expect(said).toMatchObject(LACKING);
    expect(said.message).toContain(`the whole service ${code}`);
  });

  it('in a region that Tenon does not have: the SDKs have defaults of their own', async () => {
    const said = errorOf(
      await ask({ service: 'cr', action: 'ListRegistries', region: 'cn-north-1' }),
    );
    expect(said).toMatchObject(LACKING);
  });

  it('unsigned in lenient mode, where the action alone tells the service', async () => {
    const parts = { unsigned: true, version: '2022-05-12', action: 'CreateCluster' } as const;
    const said = errorOf(await ask(parts, lenient));
    expect(said).toMatchObject(LACKING);
    expect(said.message).toContain('vke:CreateCluster');
  });

  it('repeats nothing that the client made up', async () => {
    const said = errorOf(await ask({ service: 'live', action: 'InvalidThingNotFound' }));
    expect(said).toMatchObject(LACKING);
    expect(said.message).not.toContain('Thing');
  });
});

describe('what nobody has is not found', () => {
  it.each([
    [
      'a service',
      { service: 'moon', action: 'Fly' },
      'ServiceNotFound',
      'This service[moon] not found.',
    ],
    [
      'an action',
      { service: 'vpc', action: 'Fly' },
      'InvalidActionOrVersion',
      'Could not find operation Fly for version 2020-04-01.',
    ],
    [
      'a version, and the answer says in which the action is',
      { service: 'vpc', action: 'CreateVpc', version: '2019-01-01' },
      'InvalidActionOrVersion',
      'Could not find operation CreateVpc for version 2019-01-01. It is an operation of version 2020-04-01.',
    ],
    [
      'an action in the other version of its service',
      { service: 'iam', action: 'ListProjects', version: '2018-01-01' },
      'InvalidActionOrVersion',
      'Could not find operation ListProjects for version 2018-01-01. It is an operation of version 2021-08-01.',
    ],
  ])('%s', async (_, parts, code, message) => {
    expect(errorOf(await ask(parts))).toEqual({ status: 404, code, message });
  });
});

describe('the region', () => {
  it.each([
    ['sts', '2018-01-01', 'GetCallerIdentity'],
    ['iam', '2021-08-01', 'ListProjects'],
  ])('of %s may be any: the service is global', async (service, version, action) => {
    const answer = await ask({ service, version, action, region: 'cn-north-1' });
    expect(answer.status).toBe(200);
    expect(answer.json.ResponseMetadata.Region).toBe('cn-north-1');
  });

  it('of a global service is still a word: nothing else is a region', async () => {
    const parts = { service: 'sts', version: '2018-01-01', action: 'GetCallerIdentity' };
    expect(errorOf(await ask({ ...parts, region: 'cn north' }))).toMatchObject({
      status: 400,
      code: 'InvalidCredential',
    });
  });

  it.each(['vpc', 'ecs', 'storage_ebs'])('of %s is one of the world’s', async (service) => {
    const action = { vpc: 'DescribeVpcs', ecs: 'DescribeInstances' }[service] ?? 'DescribeVolumes';
    expect(errorOf(await ask({ service, action, region: 'cn-north-1' }))).toMatchObject({
      status: 400,
      code: 'InvalidCredential',
      message: expect.stringContaining('cn-north-1'),
    });
  });

  it('belongs to each version of a service alike', () => {
    const byName = Map.groupBy(SERVICES, ({ name }) => name);
    for (const versions of byName.values()) {
      expect(new Set(versions.map(({ global }) => global ?? false)).size).toBe(1);
    }
  });
});

it('answers a service in any case, and names it in its own', async () => {
  const answer = await ask({ service: 'VPC', action: 'DescribeVpcs' });
  expect(answer.status).toBe(200);
  expect(answer.json.ResponseMetadata.Service).toBe('vpc');
});

describe('the catalogue of the vendor’s actions', async () => {
  const { service, services } = await vendorCatalogue();

  it('has every action that is carried out, and every one that is not yet', () => {
    for (const { name, version, actions, notYet } of SERVICES) {
      const known = service(name)?.versions.get(version);
      const ours = [...actions.map((action) => action.name), ...Object.keys(notYet)];
      expect(
        ours.filter((action) => !known?.has(action)),
        `${name}: name the action in src/vendor/actions.ts`,
      ).toEqual([]);
    }
  });

  it('names each service once, however it is written', () => {
    for (const { code } of services) {
      expect(service(code)?.code).toBe(code);
      expect(service(code.toUpperCase())?.code).toBe(code);
    }
  });

  it('makes no text in which a client reads that something is gone', () => {
    // What Terraform looks for in the lower-cased "Code: Message" of a refusal.
    const gone = [
      'notfound',
      'not found',
      'not exist',
      'not associate',
      'invalid',
      'not_found',
      'notexist',
    ];
    const texts = [gatewayRefusals.NotImplemented, gatewayRefusals.ServiceNotImplemented].flatMap(
      ({ code, message }) => [code, message],
    );
    const names = services.flatMap(({ code, versions }) => [
      code,
      ...[...versions.values()].flatMap((actions) => [...actions]),
    ]);
    const losses = SERVICES.flatMap(({ notYet }) => Object.values(notYet));
    const said = [...texts, ...names, ...losses].map((text) => text.toLowerCase());
    expect(said.length).toBeGreaterThan(5000);
    expect(said.filter((text) => gone.some((word) => text.includes(word)))).toEqual([]);
  });
});
