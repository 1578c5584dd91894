import type { InstanceFacts, InterfaceFacts } from './facts.ts';
import { isSame } from './request.ts';

/** A value, or a directory of items, in the order in which they are listed. */
export type Item = string | Uint8Array | ReadonlyMap<string, Item>;

/**
 * Everything below the root. An item without a value is not there, but a list may be empty. Names
 * that no vendor text has are in docs/limits.md.
 */
export function itemsOf(facts: InstanceFacts, metaData: boolean): ReadonlyMap<string, Item> {
  const { instance, interfaces, roleName } = facts;
  return directory({
    availability_zone: instance.zone_id,
    eip_address: facts.eipAddress,
    hostname: instance.hostname,
    iam: directory({ security_credentials: namesOf(roleName === undefined ? [] : [roleName]) }),
    instance_id: instance.id,
    instance_type: instance.instance_type_id,
    instance_type_id: instance.instance_type_id,
    mac: interfaces[0]?.mac,
    network: directory({
      interfaces: directory({
        macs: new Map(interfaces.map((each) => [each.mac, itemsOfInterface(each)])),
      }),
    }),
    payment: directory({ charge_type: instance.instance_charge_type }),
    ...(metaData && { placement: directory({ 'availability-zone': instance.zone_id }) }),
    region_id: instance.region,
    site_name: SITE,
    user_data: instance.user_data === '' ? undefined : Buffer.from(instance.user_data, 'base64'),
    vpc_cidr_block: facts.vpcCidrBlock,
    vpc_id: instance.vpc_id,
  });
}

const SITE = 'Volcengine';

function itemsOfInterface(facts: InterfaceFacts): ReadonlyMap<string, Item> {
  const secondaryIpv4 = listOf(facts.secondaryIpv4);
  return directory({
    gateway: facts.gateway || undefined,
    network_info: JSON.stringify({
      NetworkInterfaceId: facts.id,
      PrimaryIpAddress: facts.primaryIpAddress,
      Gateway: facts.gateway,
      SubnetId: facts.subnetId,
      SubnetCidrBlock: facts.subnetCidrBlock,
      PrivateIpv4s: secondaryIpv4,
    }),
    network_interface_id: facts.id,
    primary_ip_address: facts.primaryIpAddress || undefined,
    // The secondary ones, by the name that newer CNI plug-ins ask for, and by the older one.
    private_ip_addresses: secondaryIpv4,
    private_ipv4s: secondaryIpv4,
    private_ipv6s: listOf(facts.ipv6),
    subnet_cidr_block: facts.subnetCidrBlock || undefined,
    subnet_id: facts.subnetId,
  });
}

/** The item at a path; undefined when there is none. */
export function itemAt(root: Item, path: readonly string[]): Item | undefined {
  return path.reduce<Item | undefined>((item, name) => {
    if (!(item instanceof Map)) return undefined;
    const key = [...item.keys()].find((each) => isSame(name, each));
    return key === undefined ? undefined : item.get(key);
  }, root);
}

/** A list as clients split it: a line for each, and no line break at its end. */
export const listOf = (lines: Iterable<string>): string => [...lines].join('\n');

function directory(items: Readonly<Record<string, Item | undefined>>): ReadonlyMap<string, Item> {
  return new Map(
    Object.entries(items).flatMap(([name, item]) => (item === undefined ? [] : [[name, item]])),
  );
}

const namesOf = (names: readonly string[]) => new Map(names.map((name) => [name, '']));
