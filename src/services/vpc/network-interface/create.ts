import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownerOf, ownKey } from '#core/context.ts';
import { flag, id, list, notOffered } from '#core/parameters.ts';
import { remainingQuota } from '#core/quota.ts';
import { refuse } from '#core/refusal.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { allOf } from '#platform/wait-for-all.ts';
import { isGuarded } from '#store/store.ts';
import { creationParameters } from '../creation-parameters.ts';
import { description, resourceName } from '../names.ts';
import { vpcRefusals } from '../refusals.ts';
import { securityGroupsToJoin } from '../security-group/rows.ts';
import { ownSubnetInVpc, ownSubnetInVpcToChange } from '../subnet/rows.ts';
import { createRules } from './create.rules.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { readMac } from './mac.ts';
import { macHolder, makeInterface } from './make.ts';
import {
  detachedAllowance,
  ipv6Addresses,
  ipv6Count,
  prefixCount,
  prefixes,
  privateIpCount,
  privateIps,
} from './parameters.ts';
import { askedGroups } from './security-groups.rules.ts';
import { timeoutParameters } from './timeouts.ts';

const parameters = () =>
  z.object({
    SubnetId: id(),
    SecurityGroupIds: list(id(), 100),
    NetworkInterfaceName: resourceName().optional(),
    Description: description().optional(),
    PrimaryIpAddress: z.string().max(64).optional(),
    PrivateIpAddress: privateIps().optional(),
    // Documented from 1; cilium sends 0 for none.
    SecondaryPrivateIpAddressCount: privateIpCount(0).optional(),
    Ipv6Address: ipv6Addresses().optional(),
    Ipv6AddressCount: ipv6Count(0).optional(),
    Ipv4Prefix: prefixes().optional(),
    Ipv4PrefixCount: prefixCount().optional(),
    Ipv6Prefix: prefixes().optional(),
    Ipv6PrefixCount: prefixCount().optional(),
    MacAddress: z.string().max(64).optional(),
    Type: z.enum(['secondary', 'trunk']).default('secondary'),
    PortSecurityEnabled: flag().default(false),
    ...timeoutParameters(),
    ...creationParameters(),
    TrafficMode: z.enum(['Standard', 'HighPerformance']).optional(),
    ServiceManaged: notOffered(flag(), 'only a cloud service makes such interfaces').optional(),
    WithoutSecurityGroup: notOffered(flag(), 'an interface has a security group').optional(),
  });

/** Makes a secondary interface in a subnet. It is Creating, then Available. */
export const createNetworkInterface = writeAction({
  name: 'CreateNetworkInterface',
  summary: 'create a secondary network interface',
  asyncTask: true,
  parameters,
  result: () => z.object({ NetworkInterfaceId: z.string() }),
  inert: { TrafficMode: 'nothing shows it, and no traffic is fast or slow here' },
  begins: [TRANSITIONS.create],
  isolation: 'grouped',
  rules: createRules,
  refusals: [
    vpcRefusals.InsufficientIp,
    vpcRefusals.PrivateIpMalformed,
    vpcRefusals.PrivateIpInUse,
    vpcRefusals.Ipv6Malformed,
    vpcRefusals.Ipv6InUse,
    vpcRefusals.SubnetIpv6Disabled,
    vpcRefusals.SubnetIpv4Disabled,
  ],

  async facts(tx, input, context) {
    const groupIds = [...new Set(input.SecurityGroupIds)];
    const mac = input.MacAddress === undefined ? undefined : readMac(input.MacAddress);
    // Where it is not locked, its guard is the change at the end: guardSubnet.
    const subnetNow = isGuarded(tx) ? ownSubnetInVpc : ownSubnetInVpcToChange;
    const [subnet, groups, quotaLeft, macTaken] = await allOf(
      tx.first(subnetNow, ownKey(context, input.SubnetId)),
      securityGroupsToJoin(tx, ownerOf(context), groupIds),
      remainingQuota(tx, context, 'NetworkInterfaces'),
      mac && macHolder(tx, context.region.id, mac),
    );
    const allowance = detachedAllowance(context);
    return {
      subnet,
      vpc: subnet?.vpc_status ? { id: subnet.vpc_id, status: subnet.vpc_status } : undefined,
      vpcId: subnet?.vpc_id,
      groupIds,
      securityGroups: askedGroups(groupIds, groups),
      securityGroupsAllowed: context.world.quota(context.accountId, 'SecurityGroupsPerInterface'),
      secondaries: input.PrivateIpAddress?.length ?? input.SecondaryPrivateIpAddressCount ?? 0,
      secondariesAllowed: allowance.ipv4 - 1,
      ipv6: input.Ipv6Address?.length ?? input.Ipv6AddressCount ?? 0,
      ipv6Allowed: allowance.ipv6,
      listed: { ipv4: Boolean(input.PrivateIpAddress), ipv6: Boolean(input.Ipv6Address) },
      mac,
      macReadable: input.MacAddress === undefined || mac !== undefined,
      macTaken: macTaken !== undefined,
      quotaLeft,
      prefix: PREFIXES.find((name) => input[name]),
      both: EXCLUDING.find(([list, count]) => input[list] && input[count] !== undefined),
    };
  },

  async change(tx, { subnet, mac, groupIds }, input, context) {
    if (subnet === undefined) refuse(vpcRefusals.SubnetNotFound);
    const id = await makeInterface(tx, context, {
      accountId: context.accountId,
      type: input.Type,
      quotaJudged: true,
      status: TRANSITIONS.create.from,
      instanceId: null,
      subnet,
      projectName: input.ProjectName,
      name: input.NetworkInterfaceName,
      description: input.Description,
      securityGroupIds: groupIds,
      primaryIpAddress: input.PrimaryIpAddress,
      privateIps: {
        given: input.PrivateIpAddress,
        parameter: 'PrivateIpAddress',
        count: input.SecondaryPrivateIpAddressCount,
        countParameter: 'SecondaryPrivateIpAddressCount',
      },
      ipv6: {
        given: input.Ipv6Address,
        parameter: 'Ipv6Address',
        count: input.Ipv6AddressCount,
        countParameter: 'Ipv6AddressCount',
      },
      macAddress: mac,
      portSecurityEnabled: input.PortSecurityEnabled,
      timeouts: input,
      tags: input.Tags,
    });
    await scheduleTransition(tx, context, TRANSITIONS.create, id);
    return { NetworkInterfaceId: id };
  },
});

const PREFIXES = ['Ipv4Prefix', 'Ipv4PrefixCount', 'Ipv6Prefix', 'Ipv6PrefixCount'] as const;

const EXCLUDING = [
  ['PrivateIpAddress', 'SecondaryPrivateIpAddressCount'],
  ['Ipv6Address', 'Ipv6AddressCount'],
] as const;
