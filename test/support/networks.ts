import type { Network, Nic, NicPolicy } from '#core/network.ts';

/** NIC `n` of vpc-1: a secondary one with one IPv4 address, unless `more` says otherwise. */
export const bareNic = (n: number, more: Partial<Nic> = {}): Nic => ({
  id: `eni-${n}`,
  networkId: 'vpc-1',
  mac: `00:16:3e:00:00:0${n}`,
  primary: false,
  addresses: [`10.0.0.1${n}/24`],
  gateway: '10.0.0.1',
  ...more,
});

/** Network vpc-1 with one block and nothing else, unless `more` says otherwise. */
export const bareNetwork = (more: Partial<Network> = {}): Network => ({
  id: 'vpc-1',
  revision: 1,
  blocks: ['10.0.0.0/16'],
  userBlocks: [],
  subnets: [],
  nics: [],
  securityGroups: [],
  networkAcls: [],
  routeTables: [],
  publicAddresses: [],
  publicIpv6: [],
  floatingAddresses: [],
  natGateways: [],
  ...more,
});

/** What the network says of a NIC that is in subnet-1 and in one security group. */
export const policyOf = (
  { id, mac, addresses }: Nic,
  instanceId: string,
  securityGroupId: string,
): NicPolicy => ({
  id,
  instanceId,
  subnetId: 'subnet-1',
  mac,
  addresses: addresses.map((each) => each.split('/')[0] ?? ''),
  securityGroupIds: [securityGroupId],
  forwards: false,
});
