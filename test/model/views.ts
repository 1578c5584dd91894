import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import { isUsableIpv6 } from './addresses.ts';
import type { ServerGroup } from './balancer-state.ts';
import {
  balancersOf,
  groupMeant as serverGroupMeant,
  groupSeen as serverGroupSeen,
} from './balancer-views.ts';
import { bandwidthPackagesOf } from './bandwidth-package-views.ts';
import { natOf } from './nat-views.ts';
import {
  type Eip,
  type Eni,
  type Instance,
  type Model,
  type Subnet,
  UNSEEN,
  type Volume,
} from './state.ts';
import type { Result, Service } from './step.ts';
import type { System } from './system.ts';
import {
  learnVolumes,
  snapshotMeant,
  snapshotSeen,
  volumeMeant,
  volumeSeen,
} from './volume-views.ts';
import { ACCOUNTS, type Account, accountId } from './world.ts';

/** Holds every view of a server against the model, and the views against each other. */
export class Views {
  readonly #model: Model;
  readonly #system: System;
  /** Each interface as it was when both views of it were last held against each other. */
  readonly #compared = new Map<string, Result>();

  constructor(model: Model, system: System) {
    this.#model = model;
    this.#system = system;
  }

  /** Checks what `account` sees. The model learns what the server chose when it first sees it. */
  async compare(account: Account): Promise<void> {
    await this.#storage(account);
    await this.#interfaces(account);
    await this.#others(account);
  }

  /** Compares what everyone sees. With `again`, it also compares what has not changed. */
  async compareAll(again = false): Promise<void> {
    if (again) this.#compared.clear();
    for (const account of ACCOUNTS) await this.compare(account);
    for (const group of this.#model.serverGroups.values()) await this.#serverGroup(group);
  }

  /** Lists do not show what is in a server group. */
  async #serverGroup(group: ServerGroup): Promise<void> {
    const input = { ServerGroupId: group.id };
    const action = 'DescribeServerGroupAttributes';
    const seen = await this.#system.look(group.account, 'clb', action, input);
    same([serverGroupSeen(seen)], [serverGroupMeant(this.#model, group)]);
  }

  async #storage(account: Account): Promise<void> {
    const model = this.#model;
    const volumes = await this.#list(account, 'storage_ebs', 'DescribeVolumes', 'Volumes');
    learnVolumes(model, volumes);
    same(
      volumes.map(volumeSeen),
      of(model.volumes, account).map((each) => volumeMeant(model, each)),
    );
    same(
      (await this.#list(account, 'storage_ebs', 'DescribeSnapshots', 'Snapshots')).map(
        snapshotSeen,
      ),
      of(model.snapshots, account).map((each) => snapshotMeant(model, each)),
    );
  }

  async #interfaces(account: Account): Promise<void> {
    const model = this.#model;
    const listed = await this.#list(
      account,
      'vpc',
      'DescribeNetworkInterfaces',
      'NetworkInterfaceSets',
    );
    for (const view of listed) learn(model, view);
    same(
      listed.map(interfaceSeen),
      of(model.enis, account).map((eni) => interfaceMeant(model, eni)),
    );
    for (const view of listed) {
      if (!isDeepStrictEqual(this.#compared.get(view.NetworkInterfaceId), view)) {
        await this.#attributes(account, view);
      }
    }
    await this.#nothing(account);
  }

  /** Both views of an interface must be equal. */
  async #attributes(account: Account, listed: Result): Promise<void> {
    const { NetworkInterfaceId } = listed;
    const { RequestId: _, ...alone } = await this.#system.look(
      account,
      'vpc',
      'DescribeNetworkInterfaceAttributes',
      { NetworkInterfaceId },
    );
    if (!isDeepStrictEqual(alone, listed)) expect(alone, NetworkInterfaceId).toEqual(listed);
    this.#compared.set(NetworkInterfaceId, listed);
  }

  /** The interface and the instance that were removed last must not be found any more. */
  async #nothing(account: Account): Promise<void> {
    const NetworkInterfaceId = this.#model.past.findLast((id) => id.startsWith('eni-'));
    if (NetworkInterfaceId === undefined) return;
    const action = 'DescribeNetworkInterfaceAttributes';
    const { code } = await this.#system.ask(account, 'vpc', action, { NetworkInterfaceId });
    expect(code, NetworkInterfaceId).toBe('InvalidEniId.NotFound');
  }

  async #others(account: Account): Promise<void> {
    const model = this.#model;
    const list = (service: Service, action: string, field: string) =>
      this.#list(account, service, action, field);
    same(
      (await list('ecs', 'DescribeInstances', 'Instances')).map(instanceSeen),
      of(model.instances, account).map((each) => instanceMeant(model, each)),
    );
    same(
      (await list('vpc', 'DescribeSubnets', 'Subnets')).map(subnetSeen),
      of(model.subnets, account).map((each) => subnetMeant(model, each)),
    );
    same(
      (await list('vpc', 'DescribeEipAddresses', 'EipAddresses')).map(eipSeen),
      of(model.eips, account).map(eipMeant),
    );
    same(
      (await list('vpc', 'DescribeSecurityGroups', 'SecurityGroups')).map(groupSeen),
      of(model.groups, account).map(({ id }) => groupMeant(model, id)),
    );
    for (const { service, action, field, seen, meant } of [
      ...natOf(model),
      ...bandwidthPackagesOf(model),
      ...balancersOf(model),
    ]) {
      same((await list(service, action, field)).map(seen), meant(account));
    }
  }

  async #list(
    account: Account,
    service: Service,
    action: string,
    field: string,
  ): Promise<Result[]> {
    const result = await this.#system.look(account, service, action, {
      ...(service === 'natgateway' || service === 'clb' ? { PageSize: 100 } : { MaxResults: 100 }),
    });
    expect(result.TotalCount, action).toBe(result[field].length);
    return result[field];
  }
}

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);

function same<T extends { id: string }>(seen: T[], meant: T[]): void {
  seen.sort(byId);
  meant.sort(byId);
  if (!isDeepStrictEqual(seen, meant)) expect(seen).toEqual(meant);
}

function of<T extends { account: Account }>(all: ReadonlyMap<string, T>, account: Account): T[] {
  return [...all.values()].filter((each) => each.account === account);
}

/** Fills in the addresses that the server chose, if they are valid. */
function learn(model: Model, view: Result): void {
  const eni = model.enis.get(view.NetworkInterfaceId);
  if (eni === undefined) return;
  const held = model.held(eni.subnet);
  const fill = (awaited: string[], seen: string[], isGood: (address: string) => boolean) => {
    for (const [index, address] of awaited.entries()) {
      const chosen = seen[index];
      if (address !== UNSEEN || chosen === undefined) continue;
      expect(isGood(chosen) && !held.has(chosen), `${chosen} for ${eni.id}`).toBe(true);
      held.add(chosen);
      awaited[index] = chosen;
    }
  };
  const ipv4 = view.PrivateIpSets.PrivateIpSet.map(
    (each: { PrivateIpAddress: string }) => each.PrivateIpAddress,
  );
  fill(eni.ipv4, ipv4, (address) => eni.subnet.usable.includes(address));
  fill(eni.ipv6, view.IPv6Sets ?? [], (address) => isUsableIpv6(eni.subnet, address));
  if (eni.mac === UNSEEN) {
    expect(view.MacAddress).toMatch(/^00:16:3e(:[0-9a-f]{2}){3}$/);
    const others = [...model.enis.values()].map(({ mac }) => mac);
    expect(others).not.toContain(view.MacAddress);
    eni.mac = view.MacAddress;
  }
}

function interfaceSeen(view: Result) {
  return {
    id: view.NetworkInterfaceId,
    account: view.AccountId,
    vpc: view.VpcId,
    subnet: view.SubnetId,
    zone: view.ZoneId,
    type: view.Type,
    status: view.Status,
    managed: view.ServiceManaged,
    device: view.DeviceId,
    attachment: view.Attachment,
    primary: view.PrimaryIpAddress,
    ipv4: view.PrivateIpSets.PrivateIpSet.map((each: Result) => ({
      address: each.PrivateIpAddress,
      primary: each.Primary,
      eip: each.AssociatedElasticIp.AllocationId,
    })),
    ipv6: view.IPv6Sets ?? [],
    eip: view.AssociatedElasticIp.AllocationId,
    groups: view.SecurityGroupIds,
    mac: view.MacAddress,
  };
}

function interfaceMeant(model: Model, eni: Eni): ReturnType<typeof interfaceSeen> {
  const [primary = ''] = eni.ipv4;
  const device = eni.instance?.id ?? '';
  return {
    id: eni.id,
    account: accountId(eni.account),
    vpc: eni.subnet.vpcId,
    subnet: eni.subnet.id,
    zone: eni.subnet.zoneId,
    type: eni.type,
    status: eni.status,
    managed: eni.managed,
    device,
    attachment: { InstanceId: device, DeleteOnTermination: eni.deleteOnTermination },
    primary,
    ipv4: eni.ipv4.map((address, index) => ({
      address,
      primary: index === 0,
      eip: eipOn(model, eni, address),
    })),
    ipv6: eni.ipv6,
    eip: eipOn(model, eni, primary),
    groups: eni.groups,
    mac: eni.mac,
  };
}

function eipOn(model: Model, eni: Eni, address: string): string {
  return model.ofEni(eni).find((eip) => address !== '' && eip.address === address)?.id ?? '';
}

function instanceSeen(view: Result) {
  return {
    id: view.InstanceId,
    status: view.Status,
    type: view.InstanceTypeId,
    zone: view.ZoneId,
    vpc: view.VpcId,
    eip: view.EipAddress?.AllocationId ?? '',
    volumes: view.Volumes.map((each: Result) => each.VolumeId),
    enis: view.NetworkInterfaces.map((each: Result) => ({
      id: each.NetworkInterfaceId,
      type: each.Type,
      mac: each.MacAddress,
      primary: each.PrimaryIpAddress,
      ipv6: each.IPv6Sets ?? [],
      groups: each.SecurityGroupIds,
      subnet: each.SubnetId,
      vpc: each.VpcId,
    })),
  };
}

function systemFirst(volumes: readonly Volume[]): Volume[] {
  const rank = ({ kind }: Volume) => (kind === 'system' ? 0 : 1);
  return volumes.toSorted((a, b) => rank(a) - rank(b) || byId(a, b));
}

function instanceMeant(model: Model, instance: Instance): ReturnType<typeof instanceSeen> {
  const rank = ({ type }: Eni) => (type === 'primary' ? 0 : 1);
  const enis = model.ofInstance(instance).sort((a, b) => rank(a) - rank(b) || byId(a, b));
  const [primary] = enis;
  return {
    id: instance.id,
    status: instance.status,
    type: instance.type,
    zone: instance.subnet.zoneId,
    vpc: instance.subnet.vpcId,
    eip: primary ? eipOn(model, primary, primary.ipv4[0] ?? '') : '',
    volumes: systemFirst(model.volumesOn(instance)).map(({ id }) => id),
    enis: enis.map((eni) => ({
      id: eni.id,
      type: eni.type,
      mac: eni.mac,
      primary: eni.ipv4[0] ?? '',
      ipv6: eni.ipv6,
      groups: eni.groups,
      subnet: eni.subnet.id,
      vpc: eni.subnet.vpcId,
    })),
  };
}

function subnetSeen(view: Result) {
  return {
    id: view.SubnetId,
    status: view.Status,
    total: view.TotalIpv4Count,
    free: view.AvailableIpAddressCount,
  };
}

function subnetMeant(model: Model, subnet: Subnet): ReturnType<typeof subnetSeen> {
  const { id, status, usable } = subnet;
  return { id, status, total: usable.length, free: model.free(subnet) };
}

function eipSeen(view: Result) {
  return {
    id: view.AllocationId,
    status: view.Status,
    type: view.InstanceType,
    on: view.InstanceId,
    releaseWithInstance: view.ReleaseWithInstance,
    billingType: view.BillingType,
    isp: view.ISP,
    bandwidthPackage: view.BandwidthPackageId,
  };
}

function eipMeant(eip: Eip): ReturnType<typeof eipSeen> {
  const { id, status, boundType, boundId, releaseWithInstance, billingType, isp } = eip;
  return {
    id,
    status,
    type: boundType,
    on: boundId,
    releaseWithInstance,
    billingType,
    isp,
    bandwidthPackage: eip.bandwidthPackage?.id ?? '',
  };
}

function groupSeen(view: Result) {
  return {
    id: view.SecurityGroupId,
    interfaces: view.UsedNetworkInterfaceCount,
    addresses: view.UsedIpCount,
  };
}

function groupMeant(model: Model, id: string): ReturnType<typeof groupSeen> {
  const members = [...model.enis.values()].filter(({ groups }) => groups.includes(id));
  const addresses = members.reduce((sum, { ipv4, ipv6 }) => sum + ipv4.length + ipv6.length, 0);
  return { id, interfaces: members.length, addresses };
}
