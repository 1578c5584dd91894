import * as z from 'zod';
import { flag, id, list } from '#core/parameters.ts';
import { once } from '#platform/once.ts';
import { tagFilters } from '../tag/parameters.ts';

const addresses = () => list(z.string().max(64), 100);

/** Conditions of DescribeNetworkInterfaces; they are ANDed. */
export const interfaceFilters = () =>
  z.object({
    NetworkInterfaceIds: list(id(), 100).optional(),
    NetworkInterfaceName: z.string().max(128).optional(),
    Type: z.enum(['primary', 'secondary', 'trunk']).optional(),
    Status: z
      .enum(['Creating', 'Available', 'Attaching', 'InUse', 'Detaching', 'Deleting'])
      .optional(),
    InstanceId: id().optional(),
    VpcId: id().optional(),
    SubnetId: id().optional(),
    ZoneId: id().optional(),
    SecurityGroupId: id().optional(),
    PrimaryIpAddresses: addresses().optional(),
    PrivateIpAddresses: addresses().optional(),
    Ipv6Addresses: addresses().optional(),
    ProjectName: z.string().max(64).optional(),
    TagFilters: tagFilters().optional(),
    EnableWeakConsistency: flag().optional(),
  });

export type InterfaceFilters = z.infer<ReturnType<typeof interfaceFilters>>;

/** The conditions that the counters can answer. */
const COUNTED: readonly (keyof InterfaceFilters)[] = [
  'VpcId',
  'SubnetId',
  'ZoneId',
  'SecurityGroupId',
  'Type',
  'EnableWeakConsistency',
];

const filterNames = once(() => Object.keys(interfaceFilters().shape) as (keyof InterfaceFilters)[]);

/** Whether the counters tell how many interfaces meet the conditions. */
export function areCounted(input: InterfaceFilters): boolean {
  return filterNames().every((name) => input[name] === undefined || COUNTED.includes(name));
}
