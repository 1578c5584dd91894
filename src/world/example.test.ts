import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '#test/support/server.ts';
import { readWorldFile } from './file.ts';

const example = fileURLToPath(new URL('../../docs/examples/world.yaml', import.meta.url));

let server: TestServer;
beforeAll(async () => {
  server = await startServer(await readWorldFile(example));
});
afterAll(() => server.close());

const attach = (networkInterfaceId: string, instanceId: string) =>
  server.client.vpc('AttachNetworkInterface', {
    NetworkInterfaceId: networkInterfaceId,
    InstanceId: instanceId,
  });

describe('what the example world says of attaching', () => {
  it.each([
    ['eni-managed', 'i-plain', 403, 'Forbidden', /service-managed/],
    ['eni-free', 'i-esi', 403, 'Forbidden', /ESI/],
    ['eni-free', 'i-other', 400, 'InvalidEni.AccountMismatch', /./],
    ['eni-free', 'i-guest', 400, 'InvalidEni.AccountMismatch', /./],
    ['eni-free', 'i-error', 400, 'InvalidInstance.InvalidStatus', /./],
    ['eni-free', 'i-withdrawn', 400, 'InvalidInstance.InvalidType', /./],
    ['eni-free', 'i-zone-b', 400, 'InvalidEni.ZoneMismatch', /./],
    ['eni-free', 'i-ipv6', 400, 'InvalidEni.IPv4ToIPv6OnlyInstance', /./],
    ['eni-attached', 'i-stopped', 400, 'InvalidEni.InvalidStatus', /./],
    ['eni-plain-primary', 'i-stopped', 400, 'InvalidEni.InvalidStatus', /./],
  ])('%s to %s', async (networkInterfaceId, instanceId, status, code, message) => {
    expect(await attach(networkInterfaceId, instanceId)).toMatchObject({
      status,
      code,
      message: expect.stringMatching(message),
    });
  });

  it('eni-free to i-plain', async () => {
    expect((await attach('eni-free', 'i-plain')).status).toBe(200);
    await server.settled();
    const { Instances } = await server.client.ok('ecs', 'DescribeInstances', {
      InstanceIds: ['i-plain'],
    });
    expect(
      Instances[0].NetworkInterfaces.map(
        (each: { NetworkInterfaceId: string }) => each.NetworkInterfaceId,
      ),
    ).toEqual(['eni-plain-primary', 'eni-attached', 'eni-free']);
  });
});

describe('what the example world says of routes', () => {
  it('has a gateway and a custom table with its subnet', async () => {
    const { Ipv6Gateways } = await server.client.ok('vpc', 'DescribeIpv6Gateways');
    expect(Ipv6Gateways).toMatchObject([
      { Ipv6GatewayId: 'ipv6gw-main', VpcId: 'vpc-main', Status: 'Available' },
    ]);
    const { RouterTableList } = await server.client.ok('vpc', 'DescribeRouteTableList', {
      RouteTableId: 'vtb-private',
    });
    expect(RouterTableList).toMatchObject([
      { RouteTableType: 'Custom', VpcId: 'vpc-main', SubnetIds: ['subnet-b'] },
    ]);
    const { RouteEntries } = await server.client.ok('vpc', 'DescribeRouteEntryList', {
      RouteTableId: 'vtb-private',
      RouteEntryType: 'Custom',
    });
    expect(RouteEntries).toHaveLength(2);
    expect(RouteEntries).toContainEqual(
      expect.objectContaining({
        RouteEntryId: 'rte-out',
        RouteEntryName: 'out',
        DestinationCidrBlock: '0.0.0.0/0',
        NextHopType: 'NetworkInterface',
        NextHopId: 'eni-free',
        Status: 'Available',
      }),
    );
  });
});

describe('what the example world says of its keys', () => {
  const key = (account: number, index: number) => {
    const found = server.world.accounts[account]?.keys[index];
    if (found === undefined) throw new Error('the example has fewer keys');
    return found;
  };

  it('a reader may describe, and may not delete or create', async () => {
    const reader = server.as(key(0, 1));
    expect((await reader.vpc('DescribeVpcs')).status).toBe(200);
    for (const action of ['DeleteVpc', 'CreateVpc']) {
      const reply = await reader.vpc(action, { VpcId: 'vpc-main', CidrBlock: '10.0.0.0/8' });
      expect(reply).toMatchObject({ status: 403, code: 'AccessDenied' });
    }
  });

  it('a temporary key works with its session token alone', async () => {
    const { sessionToken, ...bare } = key(0, 2);
    expect((await server.as(key(0, 2)).vpc('DescribeVpcs')).status).toBe(200);
    expect(sessionToken).toBeDefined();
    expect((await server.as(bare).vpc('DescribeVpcs')).code).toBe('InvalidSecretToken');
  });

  it('the other account has its own', async () => {
    const { Instances } = await server.as(key(1, 0)).ok('ecs', 'DescribeInstances');
    expect(Instances.map((each: { InstanceId: string }) => each.InstanceId).sort()).toEqual([
      'i-guest',
      'i-other',
    ]);
  });
});
