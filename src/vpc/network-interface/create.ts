import { z } from 'zod';
import { writeAction } from '../../action.ts';
import { clientToken, flag, id, integer, list, note } from '../../parameters.ts';
import { left } from '../../quota.ts';
import { refuse } from '../../refusal.ts';
import { DEFAULT_PROJECT, description, projectName, resourceName } from '../names.ts';
import { vpcRefusals } from '../refusals.ts';
import { securityGroupsByIds } from '../security-group/rows.ts';
import { ownSubnetToChange } from '../subnet/rows.ts';
import { tagList } from '../tag/parameters.ts';
import { createRules } from './create.rules.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { macHolder, makeInterface } from './make.ts';
import { leave } from './transitions.ts';

const parameters = z.object({
  SubnetId: id(),
  SecurityGroupIds: list(id(), 100),
  NetworkInterfaceName: resourceName().optional(),
  Description: description().optional(),
  PrimaryIpAddress: z.string().max(64).optional(),
  PrivateIpAddress: note(list(z.string().max(64), 49), {
    malformed: vpcRefusals.PrivateIpsPerEni,
  }).optional(),
  SecondaryPrivateIpAddressCount: note(integer(1, 49), {
    malformed: vpcRefusals.PrivateIpsPerEni,
  }).optional(),
  Ipv6Address: note(list(z.string().max(64), 10), {
    malformed: vpcRefusals.Ipv6AddressesPerEni,
  }).optional(),
  Ipv6AddressCount: note(integer(1, 10), {
    malformed: vpcRefusals.Ipv6AddressesPerEni,
  }).optional(),
  MacAddress: z.string().max(64).optional(),
  Type: z.enum(['secondary', 'trunk']).default('secondary'),
  PortSecurityEnabled: flag().default(false),
  ProjectName: projectName().default(DEFAULT_PROJECT),
  Tags: tagList().optional(),
  ClientToken: clientToken().optional(),
  TrafficMode: z.enum(['Standard', 'HighPerformance']).optional(),
  ServiceManaged: flag().optional(),
});

/** Makes a secondary interface in a subnet. It is Creating, then Available. */
export const createNetworkInterface = writeAction({
  name: 'CreateNetworkInterface',
  summary: 'create a secondary network interface',
  parameters,
  result: z.object({ NetworkInterfaceId: z.string() }),
  inert: ['TrafficMode', 'ServiceManaged'],
  rules: createRules,
  refusals: [
    vpcRefusals.MacInvalid,
    vpcRefusals.InsufficientIp,
    vpcRefusals.PrivateIpMalformed,
    vpcRefusals.PrivateIpInUse,
    vpcRefusals.PrivateIpsPerEni,
    vpcRefusals.Ipv6Malformed,
    vpcRefusals.Ipv6InUse,
    vpcRefusals.Ipv6AddressesPerEni,
    vpcRefusals.SubnetIpv6Disabled,
    vpcRefusals.SubnetIpv4Disabled,
  ],

  async facts(tx, input, call) {
    const owner = { account_id: call.accountId, region: call.region.id };
    const subnet = await tx.first(ownSubnetToChange, { id: input.SubnetId, ...owner });
    const groups = await securityGroupsByIds(tx, owner, input.SecurityGroupIds);
    const mac = input.MacAddress === undefined ? undefined : readMac(input.MacAddress);
    return {
      subnet,
      mac,
      macTaken: mac !== undefined && (await macHolder(tx, call.region.id, mac)) !== undefined,
      securityGroups: input.SecurityGroupIds.map((groupId) => groups.get(groupId)),
      securityGroupsAllowed: call.world.quota(call.accountId, 'SecurityGroupsPerInterface'),
      quotaLeft: await left(tx, call, 'NetworkInterfaces'),
      both: excluding(input),
    };
  },

  async change(tx, { subnet, mac }, input, call) {
    if (subnet === undefined) refuse(vpcRefusals.SubnetNotFound);
    const id = await makeInterface(tx, call, {
      accountId: call.accountId,
      type: input.Type,
      status: TRANSITIONS.create.from,
      instanceId: null,
      subnet,
      projectName: input.ProjectName,
      name: input.NetworkInterfaceName,
      description: input.Description,
      securityGroupIds: input.SecurityGroupIds,
      primaryIpAddress: input.PrimaryIpAddress,
      privateIps: { given: input.PrivateIpAddress, count: input.SecondaryPrivateIpAddressCount },
      ipv6: { given: input.Ipv6Address, count: input.Ipv6AddressCount },
      macAddress: mac,
      portSecurityEnabled: input.PortSecurityEnabled,
      tags: input.Tags,
    });
    await leave(tx, call, TRANSITIONS.create, id);
    return { NetworkInterfaceId: id };
  },
});

function excluding(input: z.infer<typeof parameters>): [string, string] | undefined {
  if (input.PrivateIpAddress && input.SecondaryPrivateIpAddressCount !== undefined) {
    return ['PrivateIpAddress', 'SecondaryPrivateIpAddressCount'];
  }
  if (input.Ipv6Address && input.Ipv6AddressCount !== undefined) {
    return ['Ipv6Address', 'Ipv6AddressCount'];
  }
  return undefined;
}

/** Twelve hex digits, whatever stands between the pairs; multicast and broadcast are refused. */
function readMac(text: string): string {
  const pairs = text
    .toLowerCase()
    .match(
      /^([0-9a-f]{2})[:.-]?([0-9a-f]{2})[:.-]?([0-9a-f]{2})[:.-]?([0-9a-f]{2})[:.-]?([0-9a-f]{2})[:.-]?([0-9a-f]{2})$/,
    );
  if (pairs === null || Number.parseInt(pairs[1] ?? '', 16) % 2 === 1) {
    return refuse(vpcRefusals.MacInvalid);
  }
  return pairs.slice(1).join(':');
}
