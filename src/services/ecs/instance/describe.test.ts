import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { patchRow } from '#test/support/rows.ts';
import { madeInterface, nicInput, runInput, type Scene, scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
let here: Scene;
let web: string;
let db: string;
let stopped: string;

const ecs = (input: Record<string, unknown> = {}) => server.client.ecs('DescribeInstances', input);
const found = async (input: Record<string, unknown>): Promise<string[]> =>
  (await server.client.ok('ecs', 'DescribeInstances', input)).Instances.map(
    (each: { InstanceId: string }) => each.InstanceId,
  );
const launch = async (more: Record<string, unknown>): Promise<string> =>
  (await server.client.ok('ecs', 'RunInstances', runInput(here, more))).InstanceIds[0];

beforeAll(async () => {
  server = await startServer();
  here = await scene(server);
  await server.client.ok('ecs', 'CreateKeyPair', { KeyPairName: 'kp' });
  web = await launch({
    InstanceName: 'shop_web.1',
    KeyPairName: 'kp',
    Tags: [{ Key: 'role', Value: 'web' }, { Key: 'bare' }],
    NetworkInterfaces: [
      nicInput(here, {
        PrimaryIpAddress: '10.0.0.10',
        PrivateIpAddresses: ['10.0.0.11'],
        Ipv6AddressCount: 1,
      }),
      nicInput(here, { PrimaryIpAddress: '10.0.0.12' }),
    ],
    EipAddress: { BandwidthMbps: 1 },
  });
  db = await launch({
    InstanceName: 'shop-db',
    InstanceTypeId: 'ecs.r3i.xlarge',
    ProjectName: 'data',
    InstanceChargeType: 'PrePaid',
    Tags: [{ Key: 'role', Value: 'db' }],
  });
  stopped = await launch({ InstanceName: 'old' });
  await server.settled();
  await server.client.ok('ecs', 'StopInstance', { InstanceId: stopped });
  await server.settled();
  await patchRow(server, 'instance', stopped, {
    scheduled_instance_id: 'esi-1',
    instance_type_id: 'ecs.gone.large',
    image_id: 'image-gone',
  });
});
afterAll(() => server.close());

describe('DescribeInstances', () => {
  it('finds by each condition, and by all of them together', async () => {
    const { Instances } = await server.client.ok('ecs', 'DescribeInstances', {
      InstanceIds: [web],
    });
    const [{ EipAddress, NetworkInterfaces }] = Instances;
    const cases: [Record<string, unknown>, string[]][] = [
      [{}, [web, db, stopped]],
      [{ InstanceIds: [stopped, web] }, [web, stopped]],
      [{ InstanceIds: ['i-none'] }, []],
      [{ InstanceName: 'shop' }, [web, db]],
      // An underscore is itself, not any letter.
      [{ InstanceName: 'p_' }, [web]],
      [{ InstanceName: 'SHOP' }, []],
      [{ ZoneId: 'cn-beijing-a' }, [web, db, stopped]],
      [{ ZoneId: 'cn-beijing-b' }, []],
      [{ VpcId: here.vpcId }, [web, db, stopped]],
      [{ VpcId: 'vpc-none' }, []],
      [{ Status: 'STOPPED' }, [stopped]],
      [{ PrimaryIpAddress: '10.0.0.10' }, [web]],
      [{ PrimaryIpAddress: '10.0.0.11' }, [web]],
      [{ PrimaryIpAddress: '10.0.0.12' }, [web]],
      [{ PrimaryIpAddress: '10.0.0.99' }, []],
      [{ Ipv6Addresses: [NetworkInterfaces[0].Ipv6Addresses[0].toUpperCase()] }, [web]],
      [{ EipAddresses: [EipAddress.IpAddress, '198.19.0.0'] }, [web]],
      [{ InstanceTypeIds: ['ecs.r3i.xlarge', 'ecs.gone.large'] }, [db, stopped]],
      [{ InstanceTypes: ['ecs.r3i.xlarge'] }, [db]],
      [{ InstanceTypeFamilies: ['ecs.g3i', 'ecs.c3i'] }, [web]],
      [{ InstanceTypeFamilies: ['ecs.none'] }, []],
      [{ InstanceTypeFamilies: ['ecs.g3i'], InstanceTypeIds: ['ecs.r3i.xlarge'] }, []],
      [{ InstanceChargeType: 'PrePaid' }, [db]],
      [{ KeyPairName: 'kp' }, [web]],
      [{ ScheduledInstanceId: 'esi-1' }, [stopped]],
      [{ ProjectName: 'data' }, [db]],
      [{ TagFilters: [{ Key: 'role' }] }, [web, db]],
      [{ TagFilters: [{ Key: 'role', Values: ['db', 'x'] }] }, [db]],
      [{ TagFilters: [{ Key: 'bare', Values: [''] }] }, [web]],
      [{ TagFilters: [{ Key: 'role' }, { Key: 'bare' }] }, [web]],
      [{ HpcClusterId: 'hpc-1' }, []],
      [{ DeploymentSetIds: ['dps-1'] }, []],
      [{ DeploymentSetGroupNumbers: [1] }, []],
      [{ DedicatedHostId: 'dh-1' }, []],
      [{ DedicatedHostClusterId: 'dc-1' }, []],
      [{ AffinityGroupIds: ['ag-1'] }, []],
      [{ InstanceName: 'shop', Status: 'RUNNING', ProjectName: 'default' }, [web]],
    ];
    for (const [input, expected] of cases) {
      expect([input, await found(input)]).toEqual([input, expected]);
    }
  });

  it('lists what is attached, the primary interface first', async () => {
    const NetworkInterfaceId = await madeInterface(server, here);
    await server.client.ok('vpc', 'AttachNetworkInterface', { NetworkInterfaceId, InstanceId: db });
    await server.settled();
    const seen = async () =>
      (
        await server.client.ok('ecs', 'DescribeInstances', { InstanceIds: [db] })
      ).Instances[0].NetworkInterfaces.map((each: { Type: string; NetworkInterfaceId: string }) => [
        each.Type,
        each.NetworkInterfaceId === NetworkInterfaceId,
      ]);
    expect(await seen()).toEqual([
      ['primary', false],
      ['secondary', true],
    ]);
    await server.client.ok('vpc', 'DetachNetworkInterface', { NetworkInterfaceId, InstanceId: db });
    await server.settled();
    expect(await seen()).toEqual([['primary', false]]);
  });

  it('shows an instance whose type and image have been withdrawn', async () => {
    const { Instances } = await server.client.ok('ecs', 'DescribeInstances', {
      InstanceIds: [stopped],
    });
    expect(Instances[0]).toMatchObject({
      InstanceTypeId: 'ecs.gone.large',
      Cpus: 0,
      MemorySize: 0,
      OsName: '',
      ScheduledInstanceId: 'esi-1',
      ElasticScheduledInstanceType: 'Esi',
    });
    expect(Instances[0].Uuid).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });

  it('shows nobody else’s instances', async () => {
    await patchRow(server, 'instance', web, { account_id: '2100000002' });
    expect(await found({})).toEqual([db, stopped]);
    await patchRow(server, 'instance', web, { account_id: server.world.defaultAccountId });
    const abroad = server.as(server.world.accounts[0]?.keys[0] as never, 'cn-shanghai');
    expect((await abroad.ok('ecs', 'DescribeInstances', {})).TotalCount).toBe(0);
  });

  it('refuses limits that are not the documented ones', async () => {
    const cases: [Record<string, unknown>, string][] = [
      [{ MaxResults: 101 }, 'InvalidMaxResults.Malformed'],
      [{ Status: 'Walking' }, 'InvalidStatus.Malformed'],
      [{ NextToken: 'nonsense' }, 'InvalidNextToken.Malformed'],
      [
        { InstanceIds: Array.from({ length: 101 }, (_, n) => `i-${n}`) },
        'InvalidInstanceIds.Malformed',
      ],
    ];
    for (const [input, code] of cases) expect((await ecs(input)).code).toBe(code);
  });
});

describe('DescribeInstances pages', () => {
  let crowd: TestServer;
  beforeAll(async () => {
    crowd = await startServer();
    const input = runInput(await scene(crowd), { Count: 25 });
    await crowd.client.ok('ecs', 'RunInstances', input);
  });
  afterAll(() => crowd.close());
  const page = (input: Record<string, unknown>) =>
    crowd.client.ok('ecs', 'DescribeInstances', input);

  it('by token: ten at a time unless told, the last with an empty token', async () => {
    const seen: string[] = [];
    const sizes: number[] = [];
    let NextToken = '';
    do {
      const answer = await page({ NextToken });
      expect(answer.TotalCount).toBe(25);
      sizes.push(answer.Instances.length);
      seen.push(...answer.Instances.map((each: { InstanceId: string }) => each.InstanceId));
      NextToken = answer.NextToken;
    } while (NextToken !== '');
    expect(sizes).toEqual([10, 10, 5]);
    expect(new Set(seen).size).toBe(25);
    expect((await page({ MaxResults: 100 })).Instances).toHaveLength(25);
  });

  it('by number, as Terraform asks', async () => {
    const sizes = [];
    for (const PageNumber of [1, 2, 3]) {
      sizes.push((await page({ PageNumber, PageSize: 20 })).Instances.length);
    }
    expect(sizes).toEqual([20, 5, 0]);
  });
});
