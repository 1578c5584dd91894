import { describe, expect, it } from 'vitest';
import { WorldFolder } from '#test/support/world.ts';
import { readWorldFile } from './file.ts';
import { WorldFileError } from './file-problems.ts';

const folder = new WorldFolder();

/** The problems of a world file, without the folder it is in. */
async function problemsOf(text: string): Promise<string[]> {
  try {
    await readWorldFile(folder.write(text));
  } catch (error) {
    if (!(error instanceof WorldFileError)) throw error;
    return error.problems.map((problem) => problem.replaceAll(`${folder.path}/`, ''));
  }
  return [];
}

describe('a problem of a secret', () => {
  it.each([
    '!SECRET',
    '*SECRET',
    '|SECRET',
    '!<SECRET',
    '!e!SECRET',
    '"SECRET',
    '[SECRET]',
    '{ SECRET: 1 }',
    '',
  ])('does not show it: %s', async (secret) => {
    const [first = '', ...others] = await problemsOf(`accounts:
  - id: 1
    keys:
      - accessKeyId: AK
        secretAccessKey: ${secret}
`);
    expect(first).toMatch(/^world\.yaml:\d+:\d+: /);
    expect([first, ...others].join()).not.toMatch(/SECRE/);
  });

  it('does not show a number either, nor the session token', async () => {
    const keys = 'keys: [{ accessKeyId: AK, secretAccessKey: 4711, sessionToken: 4711 }]';
    const problems = await problemsOf(`accounts: [{ id: 1, ${keys} }]`);
    expect(problems).toHaveLength(2);
    expect(problems.join()).not.toContain('4711');
  });
});

/** A world with one VPC and subnet that is right in itself. */
const NETWORK = `vpcs: [{ id: vpc-1, cidrBlock: 10.0.0.0/16, ipv6CidrBlock: 'fd00::/56' }]
subnets: [{ id: subnet-1, vpcId: vpc-1, zoneId: cn-beijing-a, cidrBlock: 10.0.0.0/24, ipv6CidrBlock: 1 }]
`;

describe('what is wrong with a world file', () => {
  it('is told all at once, with line, column and field', async () => {
    expect(
      await problemsOf(`accounts:
  - id: x
    keys: [{ accessKeyId: AK, secretAccessKey: 12 }]
vpcs:
  - id: vpc-1
    cidrBlock: 8.8.8.0/24
    cidr: 10.0.0.0/8
  - id: vpc-2
subnets:
  - { id: subnet-1, vpcId: vpc-none, zoneId: cn-beijing-a, cidrBlock: 10.0.0.1/24 }
  - { id: subnet-2, vpcId: vpc-none, zoneId: cn-beijing-a, cidrBlock: 10.0.0.0/24 }
colour: red
`),
    ).toEqual([
      'world.yaml:2:5: accounts[0].id: must be an account id, 1 to 20 digits, not "x"',
      'world.yaml:3:31: accounts[0].keys[0].secretAccessKey: must be text',
      'world.yaml:6:5: vpcs[0].cidrBlock: must be a block within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16 with a mask up to /28, not "8.8.8.0/24"',
      expect.stringMatching(
        /^world\.yaml:7:5: vpcs\[0\]\.cidr: is not a field here; the fields are id, /,
      ),
      'world.yaml:8:5: vpcs[1].cidrBlock: is missing',
      'world.yaml:10:60: subnets[0].cidrBlock: must be an IPv4 block with no bits set behind its mask, not "10.0.0.1/24"',
      'world.yaml:11:21: subnets[1].vpcId: there is no vpc-none in vpcs',
      expect.stringMatching(/^world\.yaml:12:1: colour: is not a field here; the fields are /),
    ]);
  });

  it('may be its syntax', async () => {
    expect(await problemsOf('vpcs: [1,\n')).toEqual([
      expect.stringMatching(/^world\.yaml:2:1: Flow sequence/),
    ]);
    expect(await problemsOf('vpcs: []\nvpcs: []\ncolour: 1\n')).toEqual([
      'world.yaml:2:1: Map keys must be unique',
      expect.stringMatching(/^world\.yaml:3:1: colour: /),
    ]);
    expect(await problemsOf('- 1\n')).toEqual(['world.yaml:1:1: must be a map of fields']);
    expect(await problemsOf('vpcs: 1\n')).toEqual(['world.yaml:1:1: vpcs: must be a list']);
    expect(
      await problemsOf('a: &a [1,1]\nb: &b [*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b]\nd: [*c,*c,*c,*c]\n'),
    ).toEqual([expect.stringContaining('Excessive alias count')]);
  });

  it('is the file itself when there is none', async () => {
    await expect(readWorldFile('/nowhere/world.yaml')).rejects.toThrow(
      '/nowhere/world.yaml: cannot be read: there is no such file',
    );
  });

  const at = (list: string, item: string) => `${NETWORK}${list}: [{ ${item} }]`;
  const two = (list: string, one: string, other: string) =>
    `${NETWORK}${list}: [{ ${one} }, { ${other} }]`;
  const eni = (id: string, more: string) => `id: eni-${id}, subnetId: subnet-1, ${more}`;
  const instance = (id: string, more: string) =>
    `id: i-${id}, subnetId: subnet-1, instanceTypeId: ecs.g3i.large, ${more}`;
  const table = (...entries: string[]) =>
    `${at('ipv6Gateways', 'id: ipv6gw-1, vpcId: vpc-1')}
routeTables: [{ id: vtb-1, vpcId: vpc-1, entries: [${entries.map((entry) => `{ ${entry} }`)}] }]`;
  const subnet = (id: string, more: string) =>
    `${NETWORK.trimEnd().slice(0, -1)}, { id: subnet-${id}, vpcId: vpc-1, zoneId: cn-beijing-a, ${more} }]`;

  it.each<[string, string, string]>([
    [
      'an account twice',
      'accounts: [{ id: 1 }, { id: 1 }]',
      'accounts[1].id: 1 stands twice: accounts[0].id is it too',
    ],
    [
      'an IPv6 gateway where there is no IPv6',
      `vpcs: [{ id: vpc-1, cidrBlock: 10.0.0.0/16 }]
ipv6Gateways: [{ id: ipv6gw-1, vpcId: vpc-1 }]`,
      'ipv6Gateways[0].vpcId: vpc-1 has no IPv6 block',
    ],
    [
      'an IPv6 gateway of no VPC',
      at('ipv6Gateways', 'id: ipv6gw-1, vpcId: vpc-2'),
      'ipv6Gateways[0].vpcId: there is no vpc-2 in vpcs',
    ],
    [
      'two IPv6 gateways of a VPC',
      two('ipv6Gateways', 'id: ipv6gw-1, vpcId: vpc-1', 'id: ipv6gw-2, vpcId: vpc-1'),
      'ipv6Gateways[1].vpcId: vpc-1 stands twice: ipv6Gateways[0].vpcId is it too',
    ],
    [
      'a route table of no VPC',
      at('routeTables', 'id: vtb-1, vpcId: vpc-2'),
      'routeTables[0].vpcId: there is no vpc-2 in vpcs',
    ],
    [
      'a subnet on a table that is not there',
      at('routeTables', 'id: vtb-1, vpcId: vpc-1, subnetIds: [subnet-2]'),
      'routeTables[0].subnetIds[0]: there is no subnet-2 in subnets',
    ],
    [
      'a subnet on two tables',
      two(
        'routeTables',
        'id: vtb-1, vpcId: vpc-1, subnetIds: [subnet-1]',
        'id: vtb-2, vpcId: vpc-1, subnetIds: [subnet-1]',
      ),
      'routeTables[1].subnetIds[0]: subnet-1 stands twice: routeTables[0].subnetIds[0] is it too',
    ],
    [
      'a table with the id of a system table',
      `vpcs: [{ id: vpc-1, cidrBlock: 10.0.0.0/16, routeTableId: vtb-1 }]
routeTables: [{ id: vtb-1, vpcId: vpc-1 }]`,
      'routeTables[0].id: vtb-1 stands twice: vpcs[0].routeTableId is it too',
    ],
    [
      'a route to nothing',
      table('destinationCidrBlock: 0.0.0.0/0, nextHopType: NetworkInterface, nextHopId: eni-9'),
      'routeTables[0].entries[0].nextHopId: there is no eni-9 in networkInterfaces',
    ],
    [
      'a route to what leads nowhere',
      table('destinationCidrBlock: 0.0.0.0/0, nextHopType: NatGW, nextHopId: ngw-1'),
      'routeTables[0].entries[0].nextHopType: must be one of Instance, NetworkInterface, IPv6GW, not "NatGW"',
    ],
    [
      'a route to a block with bits behind its mask',
      table('destinationCidrBlock: 1.2.3.4/8, nextHopType: IPv6GW, nextHopId: ipv6gw-1'),
      'routeTables[0].entries[0].destinationCidrBlock: must be an IPv4 or IPv6 block with no bits set behind its mask, not "1.2.3.4/8"',
    ],
    [
      'a route to the block of a subnet',
      table('destinationCidrBlock: 10.0.0.0/24, nextHopType: IPv6GW, nextHopId: ipv6gw-1'),
      'routeTables[0].entries[0].destinationCidrBlock: 10.0.0.0/24 is the block of subnet-1',
    ],
    [
      'a route to the block of the VPC, in another spelling',
      table("destinationCidrBlock: 'fd00:0::/56', nextHopType: IPv6GW, nextHopId: ipv6gw-1"),
      'routeTables[0].entries[0].destinationCidrBlock: fd00::/56 is the block of vpc-1',
    ],
    [
      'two routes to the same block',
      table(
        'destinationCidrBlock: 0.0.0.0/0, nextHopType: IPv6GW, nextHopId: ipv6gw-1',
        'destinationCidrBlock: 0.0.0.0/0, nextHopType: IPv6GW, nextHopId: ipv6gw-1',
      ),
      'routeTables[0].entries[1].destinationCidrBlock: 0.0.0.0/0 stands twice: routeTables[0].entries[0].destinationCidrBlock is it too',
    ],
    [
      'a route to something of another VPC',
      `${NETWORK.replace(']\n', ", { id: vpc-2, cidrBlock: 10.0.0.0/16, ipv6CidrBlock: 'fd01::/56' }]\n")}ipv6Gateways: [{ id: ipv6gw-2, vpcId: vpc-2 }]
routeTables: [{ id: vtb-1, vpcId: vpc-1, entries: [{ destinationCidrBlock: 0.0.0.0/0, nextHopType: IPv6GW, nextHopId: ipv6gw-2 }] }]`,
      'routeTables[0].entries[0].nextHopId: is of VPC vpc-2, and this is of vpc-1',
    ],
    [
      'more route tables than a VPC may have',
      `quotas: { RouteTablesPerVpc: 1 }
${at('routeTables', 'id: vtb-1, vpcId: vpc-1')}`,
      'routeTables[0]: is one more than the quota RouteTablesPerVpc of vpc-1: 1',
    ],
    [
      'more routes than a table may have',
      `quotas: { RoutesPerRouteTable: 0 }
${table('destinationCidrBlock: 0.0.0.0/0, nextHopType: IPv6GW, nextHopId: ipv6gw-1')}`,
      'routeTables[0].entries[0]: is one more than the quota RoutesPerRouteTable of vtb-1: 0',
    ],
    [
      'a key of two accounts',
      'accounts: [{ id: 1, keys: [{ accessKeyId: A, secretAccessKey: S }] }, { id: 2, keys: [{ accessKeyId: A, secretAccessKey: S }] }]',
      'accounts[1].keys[0].accessKeyId: A stands twice: accounts[0].keys[0].accessKeyId is it too',
    ],
    [
      'a resource of nobody',
      'accounts: []\neips: [{ id: eip-1 }]',
      'eips[0].accountId: needs an account: there is none',
    ],
    [
      'an unknown default account',
      'defaultAccountId: 9',
      'defaultAccountId: there is no account 9',
    ],
    [
      'an unknown default region',
      'defaultRegionId: cn-none',
      'defaultRegionId: there is no region cn-none',
    ],
    [
      'a region twice',
      'regions: [{ id: cn-beijing, zones: [cn-beijing-a] }, { id: cn-beijing, zones: [cn-beijing-b] }]',
      'regions[1].id: cn-beijing stands twice: regions[0].id is it too',
    ],
    [
      'a zone twice',
      'regions: [{ id: cn-beijing, zones: [cn-beijing-a, cn-beijing-a] }]',
      'regions[0].zones[1]: cn-beijing-a stands twice: regions[0].zones[0] is it too',
    ],
    [
      'an unknown quota',
      'quotas: { Vpc: 1 }',
      'quotas.Vpc: is not a field here; the fields are Vpcs',
    ],
    [
      'a policy that is none',
      'accounts: [{ id: 1, keys: [{ accessKeyId: A, secretAccessKey: S, policy: { allow: [Describe] } }] }]',
      'accounts[0].keys[0].policy.allow[0]: must be like vpc:Describe*, or * for everything, not "Describe"',
    ],
    [
      'a time without an offset',
      'accounts: [{ id: 1, keys: [{ accessKeyId: A, secretAccessKey: S, expiresAt: 2030-01-01 }] }]',
      'accounts[0].keys[0].expiresAt: must be a time like 2030-01-01T00:00:00+08:00, not "2030-01-01"',
    ],
    [
      'a type twice',
      'instanceTypes: [{ id: t, cpus: 1, memoryMiB: 1, maxInterfaces: 1, maxAddressesPerInterface: 1 }, { id: t, cpus: 1, memoryMiB: 1, maxInterfaces: 1, maxAddressesPerInterface: 1 }]',
      'instanceTypes[1].id: t stands twice: instanceTypes[0].id is it too',
    ],
    [
      'a file of types that is not there',
      'instanceTypesFrom: none.json',
      'instanceTypesFrom: none.json cannot be read: there is no such file',
    ],
    ['an empty field', 'vpcs: [{ id: vpc-1, cidrBlock: }]', 'vpcs[0].cidrBlock: has no value'],

    [
      'an unknown account',
      at('eips', 'id: eip-1, accountId: 9'),
      'eips[0].accountId: there is no account 9',
    ],
    [
      'an unknown region',
      at('eips', 'id: eip-1, regionId: cn-none'),
      'eips[0].regionId: there is no region cn-none',
    ],
    [
      'a zone of another region',
      'vpcs: [{ id: vpc-1, cidrBlock: 10.0.0.0/16 }]\nsubnets: [{ id: subnet-1, vpcId: vpc-1, zoneId: cn-shanghai-a, cidrBlock: 10.0.0.0/24 }]',
      'subnets[0].zoneId: cn-beijing has cn-beijing-a, cn-beijing-b, cn-beijing-c, cn-beijing-d',
    ],
    [
      'a subnet outside its VPC',
      subnet('2', 'cidrBlock: 10.1.0.0/24'),
      'subnets[1].cidrBlock: 10.1.0.0/24 is outside vpc-1, which has 10.0.0.0/16',
    ],
    [
      'subnets that overlap',
      subnet('2', 'cidrBlock: 10.0.0.128/25'),
      'subnets[1].cidrBlock: 10.0.0.128/25 overlaps subnet-1',
    ],
    [
      'subnets with one IPv6 block',
      subnet('2', 'ipv6CidrBlock: 1'),
      'subnets[1].ipv6CidrBlock: fd00:0:0:1::/64 stands twice: subnets[0].ipv6CidrBlock is it too',
    ],
    [
      'a subnet without a block',
      subnet('2', ''),
      'subnets[1].cidrBlock: is missing, and so is ipv6CidrBlock',
    ],
    [
      'IPv6 in a VPC without',
      'vpcs: [{ id: vpc-1, cidrBlock: 10.0.0.0/16 }]\nsubnets: [{ id: subnet-1, vpcId: vpc-1, zoneId: cn-beijing-a, ipv6CidrBlock: 1 }]',
      'subnets[0].ipv6CidrBlock: vpc-1 has no IPv6 block',
    ],
    [
      'VPCs with one IPv6 block',
      "vpcs: [{ id: vpc-1, cidrBlock: 10.0.0.0/16, ipv6CidrBlock: 'fd00::/56' }, { id: vpc-2, cidrBlock: 10.0.0.0/16, ipv6CidrBlock: 'fd00::/56' }]",
      'vpcs[1].ipv6CidrBlock: fd00::/56 stands twice: vpcs[0].ipv6CidrBlock is it too',
    ],
    [
      'an id twice',
      two('networkInterfaces', eni('1', ''), eni('1', '')),
      'networkInterfaces[1].id: eni-1 stands twice: networkInterfaces[0].id is it too',
    ],
    [
      'the id of a VPC’s own group',
      at('securityGroups', 'id: sg-1-default, vpcId: vpc-1'),
      'securityGroups[0].id: sg-1-default stands twice: vpcs[0].defaultSecurityGroupId is it too',
    ],
    [
      'an id of another kind',
      at('eips', 'id: eni-1'),
      'eips[0].id: must be eip- and 1 to 60 of a-z, 0-9 and -, not "eni-1"',
    ],

    [
      'an unknown subnet',
      at('instances', 'id: i-1, subnetId: subnet-9, instanceTypeId: ecs.g3i.large'),
      'instances[0].subnetId: there is no subnet-9 in subnets',
    ],
    [
      'an unknown type',
      at('instances', 'id: i-1, subnetId: subnet-1, instanceTypeId: ecs.none'),
      'instances[0].instanceTypeId: ecs.none is not in the catalogue; one that is meant not to be stands under withdrawnInstanceTypes',
    ],
    [
      'an unknown image',
      at('instances', instance('1', 'imageId: image-none')),
      'instances[0].imageId: there is no image image-none',
    ],
    [
      'an unknown status',
      at('instances', instance('1', 'status: Running')),
      'instances[0].status: must be one of RUNNING, STOPPED, ERROR, CREATING, STARTING, STOPPING, REBOOTING, REBUILDING, RESIZING, DELETING, not "Running"',
    ],
    [
      'an unknown owner',
      at('instances', instance('1', 'accountId: 9')),
      'instances[0].accountId: there is no account 9',
    ],
    [
      'an unknown group',
      at('networkInterfaces', eni('1', 'securityGroupIds: [sg-9]')),
      'networkInterfaces[0].securityGroupIds[0]: there is no sg-9 in securityGroups',
    ],
    [
      'a group of another VPC',
      `${NETWORK.replace('}]', '}, { id: vpc-2, cidrBlock: 10.0.0.0/16 }]')}networkInterfaces: [{ ${eni('1', 'securityGroupIds: [sg-2-default]')} }]`,
      'networkInterfaces[0].securityGroupIds[0]: is of VPC vpc-2, and this is of vpc-1',
    ],
    [
      'too many groups',
      `quotas: { SecurityGroupsPerInterface: 1 }\n${at('networkInterfaces', eni('1', 'securityGroupIds: [sg-1-default, sg-2]'))}\nsecurityGroups: [{ id: sg-2, vpcId: vpc-1 }]`,
      'networkInterfaces[0].securityGroupIds: names 2: an interface takes 1',
    ],
    [
      'a group twice',
      at('networkInterfaces', eni('1', 'securityGroupIds: [sg-1-default, sg-1-default]')),
      'networkInterfaces[0].securityGroupIds[1]: sg-1-default stands twice: networkInterfaces[0].securityGroupIds[0] is it too',
    ],

    [
      'an address outside',
      at('networkInterfaces', eni('1', 'primaryIpAddress: 10.0.1.5')),
      'networkInterfaces[0].primaryIpAddress: 10.0.1.5 cannot be had in subnet-1, which gives out 10.0.0.2 to 10.0.0.254',
    ],
    [
      'a reserved address',
      at('networkInterfaces', eni('1', 'primaryIpAddress: 10.0.0.1')),
      'networkInterfaces[0].primaryIpAddress: 10.0.0.1 cannot be had in subnet-1, which gives out 10.0.0.2 to 10.0.0.254',
    ],
    [
      'an address twice',
      `${at('instances', instance('1', 'primaryIpAddress: 10.0.0.9'))}\nnetworkInterfaces: [{ ${eni('1', 'primaryIpAddress: 10.0.0.8, privateIpAddresses: [10.0.0.9]')} }]`,
      'networkInterfaces[0].privateIpAddresses[0]: 10.0.0.9 stands twice: instances[0].primaryIpAddress is it too',
    ],
    [
      'an IPv6 address outside',
      at('networkInterfaces', eni('1', "ipv6Addresses: ['fd00:0:0:2::5']")),
      'networkInterfaces[0].ipv6Addresses[0]: fd00:0:0:2::5 cannot be had in subnet-1, which has fd00:0:0:1::/64',
    ],
    [
      'secondary addresses alone',
      at('networkInterfaces', eni('1', 'privateIpAddresses: [10.0.0.9]')),
      'networkInterfaces[0].primaryIpAddress: is missing: name it where others are named',
    ],
    [
      'a MAC twice',
      two(
        'networkInterfaces',
        eni('1', "macAddress: '00:16:3e:00:00:0a'"),
        eni('2', "macAddress: '00:16:3E:00:00:0A'"),
      ),
      'networkInterfaces[1].macAddress: 00:16:3e:00:00:0a stands twice: networkInterfaces[0].macAddress is it too',
    ],
    [
      'IPv4 where there is none',
      `${subnet('2', 'ipv6CidrBlock: 2')}\nnetworkInterfaces: [{ id: eni-1, subnetId: subnet-2, primaryIpAddress: 10.0.0.9 }]`,
      'networkInterfaces[0].primaryIpAddress: subnet-2 is IPv6-only',
    ],
    [
      'IPv6 where there is none',
      `${subnet('2', 'cidrBlock: 10.0.1.0/24')}\nnetworkInterfaces: [{ id: eni-1, subnetId: subnet-2, ipv6Addresses: ['fd00::9'] }]`,
      'networkInterfaces[0].ipv6Addresses[0]: subnet-2 has no IPv6 block',
    ],
    [
      'more than a subnet has',
      `${subnet('2', 'cidrBlock: 10.0.1.0/30')}\nnetworkInterfaces: [{ id: eni-1, subnetId: subnet-2 }, { id: eni-2, subnetId: subnet-2 }]`,
      'networkInterfaces[1]: subnet-2 has no address left: it has 1',
    ],

    [
      'an unknown instance',
      at('networkInterfaces', eni('1', 'instanceId: i-9')),
      'networkInterfaces[0].instanceId: there is no i-9 in instances',
    ],
    [
      'an instance of another account',
      `accounts: [{ id: 1 }, { id: 2 }]\n${at('instances', instance('1', 'accountId: 2'))}\nnetworkInterfaces: [{ ${eni('1', 'instanceId: i-1')} }]`,
      'networkInterfaces[0].instanceId: is of account 2, and this is of 1',
    ],
    [
      'an instance in another zone',
      `${subnet('2', 'cidrBlock: 10.0.1.0/24').replace('cn-beijing-a, cidrBlock: 10.0.1', 'cn-beijing-b, cidrBlock: 10.0.1')}\ninstances: [{ ${instance('1', '')} }]\nnetworkInterfaces: [{ id: eni-1, subnetId: subnet-2, instanceId: i-1 }]`,
      'networkInterfaces[0].instanceId: is of zone cn-beijing-a, and this is of cn-beijing-b',
    ],
    [
      'more interfaces than the type takes',
      `${at('instances', instance('1', ''))}\nnetworkInterfaces: [{ ${eni('1', 'instanceId: i-1')} }, { ${eni('2', 'instanceId: i-1')} }, { ${eni('3', 'instanceId: i-1')} }]`,
      'networkInterfaces[2].instanceId: i-1 holds 3 interfaces, the primary one counted: ecs.g3i.large takes no more',
    ],
    [
      'more addresses than the type takes',
      `instanceTypes: [{ id: t, cpus: 1, memoryMiB: 1, maxInterfaces: 1, maxAddressesPerInterface: 1 }]\n${at('instances', 'id: i-1, subnetId: subnet-1, instanceTypeId: t, primaryIpAddress: 10.0.0.8, privateIpAddresses: [10.0.0.9]')}`,
      'instances[0].privateIpAddresses: names 1: an interface on t, besides the primary one, takes 0',
    ],
    [
      'more than a quota',
      `quotas: { NetworkInterfaces: 1 }\n${two('networkInterfaces', eni('1', ''), eni('2', ''))}`,
      'networkInterfaces[1]: is one more than the quota NetworkInterfaces of account 2100000001 in cn-beijing: 1',
    ],

    [
      'a public address twice',
      two('eips', 'id: eip-1, ipAddress: 203.0.113.1', 'id: eip-2, ipAddress: 203.0.113.1'),
      'eips[1].ipAddress: 203.0.113.1 stands twice: eips[0].ipAddress is it too',
    ],
    [
      'two EIPs on one address',
      `${at('networkInterfaces', eni('1', ''))}\neips: [{ id: eip-1, networkInterfaceId: eni-1 }, { id: eip-2, networkInterfaceId: eni-1 }]`,
      'eips[1]: the primary address stands twice: eips[0] is it too',
    ],
    [
      'an EIP on an address that is not there',
      `${at('networkInterfaces', eni('1', ''))}\neips: [{ id: eip-1, networkInterfaceId: eni-1, privateIpAddress: 10.0.0.9 }]`,
      'eips[0].privateIpAddress: is not given to eni-1 here',
    ],
    [
      'an EIP on two things',
      `${at('networkInterfaces', eni('1', ''))}\ninstances: [{ ${instance('1', '')} }]\neips: [{ id: eip-1, networkInterfaceId: eni-1, instanceId: i-1 }]`,
      'eips[0].networkInterfaceId: excludes instanceId: one of them',
    ],
    [
      'an EIP where there is no IPv4',
      `${subnet('2', 'ipv6CidrBlock: 2')}\nnetworkInterfaces: [{ id: eni-1, subnetId: subnet-2 }]\neips: [{ id: eip-1, networkInterfaceId: eni-1 }]`,
      'eips[0].networkInterfaceId: eni-1 has no IPv4 address',
    ],
  ])('may be %s', async (_, text, problem) => {
    const found = await problemsOf(text);
    expect(found.map((line) => line.replace(/^world\.yaml:\d+:\d+: /, ''))).toEqual([
      expect.stringContaining(problem),
    ]);
  });

  it('is not told again where something malformed is named', async () => {
    const found = await problemsOf(`accounts: [{ id: 1, keys: 5 }]
regions: [{ id: cn-x, zones: 5 }]
vpcs: [{ id: vpc-1, accountId: 1, regionId: cn-x, cidrBlock: 5 }]
subnets: [{ id: subnet-1, vpcId: vpc-1, zoneId: cn-x-a, cidrBlock: 10.0.0.0/24 }]
eips: [{ id: eip-1, accountId: 1, regionId: cn-x }]
`);
    expect(found).toEqual([
      'world.yaml:1:21: accounts[0].keys: must be a list, not 5',
      'world.yaml:2:23: regions[0].zones: must be a list, not 5',
      'world.yaml:3:51: vpcs[0].cidrBlock: must be text, not 5',
    ]);
  });

  it('never shows a secret', async () => {
    const found = await problemsOf(
      'accounts: [{ id: 1, keys: [{ accessKeyId: A, secretAccessKey: 815, sessionToken: 4711 }] }]',
    );
    expect(found).toHaveLength(2);
    expect(found.join()).not.toMatch(/815|4711/);
  });
});
