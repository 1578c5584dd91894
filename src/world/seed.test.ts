import { afterEach, describe, expect, it } from 'vitest';
import { PlaneRefusal } from '#dataplane/driver.ts';
import { createServer, type ServerOptions } from '#server.ts';
import { MemoryPlane } from '#test/support/memory-plane.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { WorldFolder } from '#test/support/world.ts';
import { readWorldFile } from './file.ts';

const folder = new WorldFolder();
let server: TestServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function start(text: string, options: ServerOptions = {}): Promise<TestServer> {
  await server?.close();
  server = undefined;
  const file = await readWorldFile(folder.write(text));
  server = await startServer({ ...file, store: `sqlite:${folder.path}/tenon.db`, ...options });
  return server;
}

/** Why a server with this world does not start. */
async function whyNot(text: string): Promise<string> {
  await server?.close();
  server = undefined;
  const file = await readWorldFile(folder.write(text));
  const failing = createServer({ ...file, store: `sqlite:${folder.path}/tenon.db` });
  const reason = await failing.listen('127.0.0.1', 0).catch((error: Error) => error.message);
  await failing.close();
  return reason;
}

const NETWORK = `
vpcs: [{ id: vpc-1, cidrBlock: 10.0.0.0/16, ipv6CidrBlock: 'fd00::/56', tags: { a: b } }]
subnets: [{ id: subnet-1, vpcId: vpc-1, zoneId: cn-beijing-a, cidrBlock: 10.0.0.0/24, ipv6CidrBlock: 1 }]
securityGroups: [{ id: sg-2, vpcId: vpc-1, name: second }]
`;

async function interfaces({ client }: TestServer) {
  const { NetworkInterfaceSets } = await client.ok('vpc', 'DescribeNetworkInterfaces', {
    MaxResults: 100,
  });
  return new Map<string, Record<string, unknown>>(
    NetworkInterfaceSets.map((each: { NetworkInterfaceId: string }) => [
      each.NetworkInterfaceId,
      each,
    ]),
  );
}

describe('what a world starts with', () => {
  it('is there as the API would have made it', async () => {
    const { client } = await start(`${NETWORK}
networkInterfaces:
  - id: eni-1
    subnetId: subnet-1
    securityGroupIds: [sg-2, sg-1-default]
    primaryIpAddress: 10.0.0.9
    privateIpAddresses: [10.0.0.8]
    ipv6Addresses: ['fd00:0:0:1::9']
    macAddress: 00:16:3e:00:00:01
    tags: { team: red }
eips: [{ id: eip-1, ipAddress: 203.0.113.7, networkInterfaceId: eni-1, privateIpAddress: 10.0.0.8 }]
`);
    const eni = await client.ok('vpc', 'DescribeNetworkInterfaceAttributes', {
      NetworkInterfaceId: 'eni-1',
    });
    expect(eni).toMatchObject({
      NetworkInterfaceName: 'eni-1',
      Status: 'Available',
      VpcId: 'vpc-1',
      SecurityGroupIds: ['sg-2', 'sg-1-default'],
      PrimaryIpAddress: '10.0.0.9',
      IPv6Sets: ['fd00:0:0:1::9'],
      MacAddress: '00:16:3e:00:00:01',
      Tags: [{ Key: 'team', Value: 'red' }],
    });
    expect(eni.PrivateIpSets.PrivateIpSet[1]).toMatchObject({
      PrivateIpAddress: '10.0.0.8',
      AssociatedElasticIp: { AllocationId: 'eip-1', EipAddress: '203.0.113.7' },
    });
    const vpc = await client.ok('vpc', 'DescribeVpcAttributes', { VpcId: 'vpc-1' });
    expect(vpc).toMatchObject({ Status: 'Available', SubnetIds: ['subnet-1'] });
    expect(new Set(vpc.SecurityGroupIds)).toEqual(new Set(['sg-1-default', 'sg-2']));
    const eip = await client.ok('vpc', 'DescribeEipAddressAttributes', { AllocationId: 'eip-1' });
    expect(eip.Status).toBe('Attached');
  });

  it('gives no address out that another one names, whatever the order', async () => {
    const running = await start(`${NETWORK}
instances: [{ id: i-1, subnetId: subnet-1, instanceTypeId: ecs.g3i.large }]
networkInterfaces: [{ id: eni-auto, subnetId: subnet-1 }, { id: eni-named, subnetId: subnet-1, primaryIpAddress: 10.0.0.2, privateIpAddresses: [10.0.0.3] }]
eips: [{ id: eip-auto }, { id: eip-named, ipAddress: 203.0.113.7 }]
`);
    const found = await interfaces(running);
    expect(found.get('eni-named')).toMatchObject({ PrimaryIpAddress: '10.0.0.2' });
    expect(found.get('eni-auto')).toMatchObject({ PrimaryIpAddress: '10.0.0.5' });
  });

  it('has an address in a subnet of IPv6 alone too', async () => {
    const running = await start(`
vpcs: [{ id: vpc-1, cidrBlock: 10.0.0.0/16, ipv6CidrBlock: 'fd00::/56' }]
subnets: [{ id: subnet-6, vpcId: vpc-1, zoneId: cn-beijing-a, ipv6CidrBlock: 6 }]
networkInterfaces: [{ id: eni-1, subnetId: subnet-6 }]
`);
    const eni = (await interfaces(running)).get('eni-1');
    expect(eni).toMatchObject({
      PrimaryIpAddress: '',
      IPv6Sets: [expect.stringMatching(/^fd00:/)],
    });
  });

  it('is made once ever: what was deleted stays deleted, what is new is made', async () => {
    const eni = (id: string) => `{ id: ${id}, subnetId: subnet-1 }`;
    const first = `${NETWORK}networkInterfaces: [${eni('eni-1')}, ${eni('eni-2')}]`;
    const one = await start(first);
    await one.client.ok('vpc', 'DeleteNetworkInterface', { NetworkInterfaceId: 'eni-1' });
    await one.settled();
    const two = await start(first);
    expect([...(await interfaces(two)).keys()]).toEqual(['eni-2']);
    const three = await start(`${first.slice(0, -1)}, ${eni('eni-3')}]`);
    expect([...(await interfaces(three)).keys()]).toEqual(['eni-2', 'eni-3']);
  });

  it('is made all together or not at all', async () => {
    const one = await start(`${NETWORK}networkInterfaces: [{ id: eni-1, subnetId: subnet-1 }]`);
    await one.client.ok('vpc', 'DeleteNetworkInterface', { NetworkInterfaceId: 'eni-1' });
    await one.settled();
    await one.client.ok('vpc', 'DeleteSubnet', { SubnetId: 'subnet-1' });
    await one.settled();
    expect(
      await whyNot(
        `${NETWORK}networkInterfaces: [{ id: eni-2, subnetId: subnet-1 }]`.replace(
          'name: second }',
          'name: second }, { id: sg-3, vpcId: vpc-1 }',
        ),
      ),
    ).toBe('eni-2 of the world file cannot be made: subnet-1 is gone');
    const { client } = await start(NETWORK);
    const { SecurityGroups } = await client.ok('vpc', 'DescribeSecurityGroups');
    expect(SecurityGroups).toHaveLength(2);
  });

  it.each<[string, [string, Record<string, unknown>][], string, string]>([
    [
      'its address is taken',
      [
        [
          'CreateNetworkInterface',
          { SubnetId: 'subnet-1', SecurityGroupIds: ['sg-2'], PrimaryIpAddress: '10.0.0.9' },
        ],
      ],
      'networkInterfaces: [{ id: eni-2, subnetId: subnet-1, primaryIpAddress: 10.0.0.9 }]',
      'eni-2 of the world file cannot be made: InvalidPrivateIp.InUse: The specified private ip is in use.',
    ],
    [
      'its MAC is taken',
      [
        [
          'CreateNetworkInterface',
          { SubnetId: 'subnet-1', SecurityGroupIds: ['sg-2'], MacAddress: '00:16:3e:00:00:01' },
        ],
      ],
      'networkInterfaces: [{ id: eni-2, subnetId: subnet-1, macAddress: 00:16:3e:00:00:01 }]',
      'eni-2 of the world file cannot be made: the store has its id, its address or its MAC already',
    ],
    [
      'its group is gone',
      [['DeleteSecurityGroup', { SecurityGroupId: 'sg-2' }]],
      'networkInterfaces: [{ id: eni-2, subnetId: subnet-1, securityGroupIds: [sg-2] }]',
      'eni-2 of the world file cannot be made: sg-2 is gone',
    ],
    [
      'its VPC is gone',
      [
        ['DeleteSubnet', { SubnetId: 'subnet-1' }],
        ['DeleteSecurityGroup', { SecurityGroupId: 'sg-2' }],
        ['DeleteVpc', { VpcId: 'vpc-1' }],
      ],
      'eips: []\nsubnets: [{ id: subnet-2, vpcId: vpc-1, zoneId: cn-beijing-a, cidrBlock: 10.0.7.0/24 }]',
      'subnet-2 of the world file cannot be made: vpc-1 is gone',
    ],
    [
      'its block is taken',
      [['CreateSubnet', { VpcId: 'vpc-1', ZoneId: 'cn-beijing-a', CidrBlock: '10.0.7.0/25' }]],
      'subnets: [{ id: subnet-2, vpcId: vpc-1, zoneId: cn-beijing-a, cidrBlock: 10.0.7.0/24 }]',
      expect.stringMatching(
        /^subnet-2 of the world file cannot be made: subnet-\w{25} overlaps it$/,
      ),
    ],
  ])('says in one line that %s', async (_, calls, more, reason) => {
    const one = await start(NETWORK);
    for (const [action, parameters] of calls) {
      await one.client.ok('vpc', action, parameters);
      await one.settled();
    }
    const lists = NETWORK.split('\n').filter(
      (line) => !line || !more.includes(line.split(':', 1).join()),
    );
    expect(await whyNot(`${lists.join('\n')}\n${more}`)).toEqual(reason);
  });

  it('says in one line what has happened to an instance or an interface since', async () => {
    const HELD = `${NETWORK}
instances: [{ id: i-1, subnetId: subnet-1, instanceTypeId: ecs.g3i.large }, { id: i-2, subnetId: subnet-1, instanceTypeId: ecs.g3i.large }]
networkInterfaces: [{ id: eni-1, subnetId: subnet-1, primaryIpAddress: 10.0.0.8, privateIpAddresses: [10.0.0.9] }`;
    const one = await start(`${HELD}]`);
    await one.client.ok('ecs', 'DeleteInstance', { InstanceId: 'i-1' });
    for (let count = 0; count < 2; count += 1) {
      const { NetworkInterfaceId } = await one.client.ok('vpc', 'CreateNetworkInterface', {
        SubnetId: 'subnet-1',
        SecurityGroupIds: ['sg-2'],
      });
      await one.settled();
      await one.client.ok('vpc', 'AttachNetworkInterface', {
        NetworkInterfaceId,
        InstanceId: 'i-2',
      });
      await one.settled();
    }
    await one.client.ok('vpc', 'UnassignPrivateIpAddresses', {
      NetworkInterfaceId: 'eni-1',
      PrivateIpAddress: ['10.0.0.9'],
    });
    const eni = (on: string) => `, { id: eni-2, subnetId: subnet-1, instanceId: ${on} }]`;
    expect(await whyNot(`${HELD}${eni('i-1')}`)).toMatch(/^eni-2 .*: i-1 is gone$/);
    expect(await whyNot(`${HELD}${eni('i-2')}`)).toMatch(/^eni-2 .*: i-2 takes 3 interfaces$/);
    const eip = 'eips: [{ id: eip-1, networkInterfaceId: eni-1, privateIpAddress: 10.0.0.9 }]';
    expect(await whyNot(`${HELD}]\n${eip}`)).toMatch(/^eip-1 .*: eni-1 does not hold 10.0.0.9$/);
  });
});

describe('what stands on an instance at the start', () => {
  const ATTACHED = `${NETWORK}
instances:
  - { id: i-1, subnetId: subnet-1, instanceTypeId: ecs.g3i.large, primaryNetworkInterfaceId: eni-primary }
  - { id: i-2, subnetId: subnet-1, instanceTypeId: ecs.g3i.large, status: STOPPED }
networkInterfaces: [{ id: eni-1, subnetId: subnet-1, instanceId: i-1, deleteOnTermination: true }]
`;

  it.each(['instant', 'realistic', 'manual'] as const)('is settled in %s mode', async (mode) => {
    const running = await start(ATTACHED, { transitions: mode });
    const { Instances } = await running.client.ok('ecs', 'DescribeInstances');
    expect(
      Instances.map((each: { InstanceId: string; Status: string }) => [
        each.InstanceId,
        each.Status,
      ]),
    ).toEqual([
      ['i-1', 'RUNNING'],
      ['i-2', 'STOPPED'],
    ]);
    const found = await interfaces(running);
    expect(found.get('eni-1')).toMatchObject({
      Status: 'InUse',
      DeviceId: 'i-1',
      Attachment: { DeleteOnTermination: true },
    });
    expect(found.get('eni-primary')).toMatchObject({ Status: 'InUse', DeviceId: 'i-1' });
  });

  it('is plugged before it says InUse', async () => {
    const plane = new MemoryPlane();
    await start(ATTACHED, { dataPlane: plane });
    for (const id of ['eni-primary', 'eni-1']) expect(plane.plugged(id)?.instanceId).toBe('i-1');
    // An instance that is stopped has its NIC, whose links are down.
    const others = (await plane.inspect()).nics.filter(({ instanceId }) => instanceId !== 'i-1');
    expect(others).toEqual([{ nicId: expect.any(String), instanceId: 'i-2' }]);
    expect(plane.instance('i-2')?.running).toBe(false);
  });

  it('does not say InUse when the data plane refuses it', async () => {
    const plane = new MemoryPlane(() => {
      throw new PlaneRefusal('no room');
    });
    const running = await start(ATTACHED, { dataPlane: plane });
    const found = await interfaces(running);
    expect(found.get('eni-primary')?.Status).not.toBe('InUse');
    expect(found.get('eni-1')?.Status).not.toBe('InUse');
    const { Instances } = await running.client.ok('ecs', 'DescribeInstances', {
      InstanceIds: ['i-1'],
    });
    expect(Instances[0].Status).toBe('ERROR');
  });
});
