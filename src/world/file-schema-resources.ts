import * as z from 'zod';
import { isp } from '#services/vpc/eip/parameters.ts';
import {
  accountId,
  address,
  anyBlock,
  between,
  fields,
  flag,
  imageId,
  instanceTypeId,
  ipv4,
  ipv4Block,
  ipv4BlockOfVpc,
  ipv6,
  ipv6BlockOfVpc,
  macAddress,
  oneOf,
  regionId,
  resourceId,
  someText,
  text,
  zoneId,
} from './file-kinds.ts';

/*
 * The resources of a world file. Their fields have the API's names, with a lower-case first letter.
 */

const vpcId = resourceId('vpc');
const subnetId = resourceId('subnet');
const securityGroupId = resourceId('sg');
const instanceId = resourceId('i');
const networkInterfaceId = resourceId('eni');

/** What every resource may have. */
const described = {
  name: someText(128).optional().describe('absent: the id'),
  description: text(255).optional(),
  tags: z
    .record(
      someText(128),
      z.union([z.string(), z.number(), z.boolean()], 'must be text').transform(String),
    )
    .default({}),
};
const projectName = someText(64).default('default');

/**
 * The fields of resources that name their account themselves, and do not take it from another
 * resource.
 */
const owned = {
  accountId: accountId.optional().describe("absent: the world's default account"),
  regionId: regionId.optional().describe("absent: the world's default region"),
};

export const vpc = fields({
  id: vpcId,
  ...owned,
  cidrBlock: ipv4BlockOfVpc,
  ipv6CidrBlock: ipv6BlockOfVpc.optional().describe('a /56; absent: IPv6 is off'),
  dnsServers: z.array(address).max(5, 'must have at most 5 addresses').default([]),
  isDefault: flag.default(false),
  routeTableId: resourceId('vtb').optional().describe('absent: a new one'),
  defaultSecurityGroupId: securityGroupId
    .optional()
    .describe('the group Default that comes with the VPC; absent: sg-NAME-default for vpc-NAME'),
  projectName,
  ...described,
});

export const subnet = fields({
  id: subnetId,
  vpcId,
  zoneId,
  cidrBlock: ipv4Block.optional().describe('absent: the subnet is IPv6-only'),
  ipv6CidrBlock: between(0, 255)
    .optional()
    .describe('the last 8 bits of its /64, as in CreateSubnet; absent: IPv6 is off'),
  ...described,
});

export const securityGroup = fields({
  id: securityGroupId,
  vpcId,
  type: oneOf('normal', 'cidr_only').default('normal'),
  serviceManaged: flag.default(false),
  projectName,
  ...described,
});

/** The addresses of an interface. Those that are not given are allocated. */
const holding = {
  subnetId,
  securityGroupIds: z
    .array(securityGroupId)
    .min(1, 'must name a security group')
    .optional()
    .describe("absent: the VPC's group Default"),
  primaryIpAddress: ipv4.optional().describe('absent: a free one'),
  privateIpAddresses: z.array(ipv4).default([]).describe('secondary IPv4 addresses'),
  ipv6Addresses: z.array(ipv6).default([]),
  macAddress: macAddress.optional().describe('absent: a new one'),
};

export const instance = fields({
  id: instanceId,
  accountId: accountId.optional().describe("absent: the VPC's account"),
  instanceTypeId,
  imageId: imageId.optional().describe('absent: the first image'),
  status: oneOf(
    'RUNNING',
    'STOPPED',
    'ERROR',
    'CREATING',
    'STARTING',
    'STOPPING',
    'REBOOTING',
    'REBUILDING',
    'RESIZING',
    'DELETING',
  )
    .default('RUNNING')
    .describe('a transient status stays: nothing ends it'),
  scheduledInstanceId: resourceId('esi')
    .optional()
    .describe('the elastic scheduled instance (ESI) order that delivered it'),
  primaryNetworkInterfaceId: networkInterfaceId.optional().describe('absent: a new one'),
  ...holding,
  projectName,
  ...described,
});

export const networkInterface = fields({
  id: networkInterfaceId,
  type: oneOf('secondary', 'trunk').default('secondary'),
  ...holding,
  instanceId: instanceId.optional().describe('the instance that it is attached to'),
  deleteOnTermination: flag.default(false),
  serviceManaged: flag.default(false).describe('a cloud service made it: users cannot change it'),
  portSecurityEnabled: flag.default(false),
  projectName,
  ...described,
});

export const eip = fields({
  id: resourceId('eip'),
  ...owned,
  ipAddress: ipv4.optional().describe('absent: a free one'),
  isp: isp().default('BGP'),
  bandwidth: between(1, 500).default(1).describe('Mbps'),
  billingType: between(2, 3).default(3).describe('2: by bandwidth, 3: by traffic'),
  instanceId: instanceId.optional().describe('the instance that it is bound to'),
  networkInterfaceId: networkInterfaceId.optional().describe('or the interface'),
  privateIpAddress: ipv4.optional().describe('absent: the primary address of the interface'),
  projectName,
  ...described,
});

export const ipv6Gateway = fields({
  id: resourceId('ipv6gw'),
  vpcId: vpcId.describe('it has an IPv6 block'),
  projectName,
  ...described,
});

const route = fields({
  id: resourceId('rte').optional().describe('absent: a new one'),
  destinationCidrBlock: anyBlock,
  nextHopType: oneOf('Instance', 'NetworkInterface', 'IPv6GW'),
  nextHopId: someText(64).describe('something of this file that is of that type'),
  name: text(128).optional(),
  description: text(255).optional(),
});

export const routeTable = fields({
  id: resourceId('vtb'),
  vpcId,
  subnetIds: z.array(subnetId).default([]).describe('those that are not on the system table'),
  entries: z.array(route).default([]).describe('the custom routes'),
  projectName,
  ...described,
});
