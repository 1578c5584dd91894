import { z } from 'zod';
import { isp } from '../vpc/eip/parameters.ts';
import { ipv6Block } from '../vpc/subnet/range.ts';
import { vpcBlock } from '../vpc/vpc/block.ts';
import { } from './file-kinds.ts';

/*
 * The resources of a world file. Their fields are called as in the API, with a small first letter.
 */

/** What every resource may have. */
const described = {
  name: text(128).optional(),
  description: text(255).optional(),
  tags: z
    .record(
      z.string().min(1).max(128),
      z.union([z.string(), z.number(), z.boolean()], 'must be text').transform(String),
    )
    .default({}),
};
const projectName = text(64).default('default');

export const vpc = fields({
  id: vpcId,
  accountId: accountId.optional(),
  regionId: regionId.optional(),
  cidrBlock: z
    .string()
    .refine(
      (value) => vpcBlock(value) !== undefined,
      'must be a block within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16 with a mask up to /28',
    ),
  ipv6CidrBlock: z
    .string()
    .refine(
      (value) => ipv6Block(value)?.prefix === 56,
      'must be an IPv6 /56, like fd00:0:0:100::/56',
    )
    .transform((value) => ipv6Block(value)?.text ?? value)
    .optional(),
  dnsServers: z
    .array(z.union([ipv4, ipv6]))
    .max(5, 'must have at most 5 addresses')
    .default([]),
  isDefault: flag.default(false),
  routeTableId: resourceId('vtb').optional(),
  defaultSecurityGroupId: securityGroupId.optional(),
  projectName,
  ...described,
});

export const subnet = fields({
  id: subnetId,
  vpcId,
  zoneId,
  /** Absent: the subnet is IPv6-only. */
  cidrBlock: ipv4Block.optional(),
  /** The last 8 bits of the subnet's /64, as in CreateSubnet. Absent: no IPv6. */
  ipv6CidrBlock: z
    .int('must be 0 to 255')
    .min(0, 'must be 0 to 255')
    .max(255, 'must be 0 to 255')
    .optional(),
  ...described,
});

export const securityGroup = fields({
  id: securityGroupId,
  vpcId,
  type: z.enum(['normal', 'cidr_only'], 'must be normal or cidr_only').default('normal'),
  serviceManaged: flag.default(false),
  projectName,
  ...described,
});

const INSTANCE_STATUSES = [
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
] as const;

/** The addresses of an interface. What is not named is given out. */
const addresses = {
  primaryIpAddress: ipv4.optional(),
  privateIpAddresses: z.array(ipv4).default([]),
  ipv6Addresses: z.array(ipv6).default([]),
  macAddress: macAddress.optional(),
  securityGroupIds: z.array(securityGroupId).min(1, 'must name a security group').optional(),
};

export const instance = fields({
  id: instanceId,
  accountId: accountId.optional(),
  subnetId,
  instanceTypeId,
  imageId: imageId.optional(),
  status: z
    .enum(INSTANCE_STATUSES, `must be one of ${INSTANCE_STATUSES.join(', ')}`)
    .default('RUNNING'),
  scheduledInstanceId: resourceId('esi').optional(),
  primaryNetworkInterfaceId: networkInterfaceId.optional(),
  ...addresses,
  projectName,
  ...described,
});

export const networkInterface = fields({
  id: networkInterfaceId,
  subnetId,
  type: z.enum(['secondary', 'trunk'], 'must be secondary or trunk').default('secondary'),
  ...addresses,
  instanceId: instanceId.optional(),
  deleteOnTermination: flag.default(false),
  serviceManaged: flag.default(false),
  portSecurityEnabled: flag.default(false),
  projectName,
  ...described,
});

export const eip = fields({
  id: allocationId,
  accountId: accountId.optional(),
  regionId: regionId.optional(),
  ipAddress: ipv4.optional(),
  isp: isp().default('BGP'),
  bandwidth: z.int().min(1, 'must be 1 or more').max(500, 'must be at most 500').default(1),
  billingType: z
    .union([z.literal(2), z.literal(3)], 'must be 2 (by bandwidth) or 3 (by traffic)')
    .default(3),
  instanceId: instanceId.optional(),
  networkInterfaceId: networkInterfaceId.optional(),
  privateIpAddress: ipv4.optional(),
  projectName,
  ...described,
});
