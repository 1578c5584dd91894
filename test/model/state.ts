import type { Listener, LoadBalancer, ServerGroup } from './balancer-state.ts';
import type { Account, ModelPlace } from './world.ts';
import { EIPS, GROUPS, INTERFACES, MACHINES, SUBNETS, TYPES } from './world.ts';

/** An address that the server chose and that has not been seen yet. */
export const UNSEEN = '?';

/** The size of a system volume when a launch says nothing of it, in GiB. */
export const SYSTEM_GIB = 40;

/** Anything that has a life cycle. */
export interface Living {
  readonly id: string;
  readonly account: Account;
  status: string;
  /** Grows with each change of status: a transition ends only the status that it began. */
  turn: number;
}

export interface Subnet extends Living, ModelPlace {
  /** Every IPv4 address that an interface may hold. */
  readonly usable: readonly string[];
}

export interface Eni extends Living {
  readonly subnet: Subnet;
  readonly type: 'primary' | 'secondary';
  readonly managed: boolean;
  instance: Instance | undefined;
  deleteOnTermination: boolean;
  groups: readonly string[];
  /** The primary address comes first. An interface of an IPv6-only subnet has none. */
  ipv4: string[];
  ipv6: string[];
  mac: string;
}

export interface Instance extends Living {
  readonly type: string;
  readonly subnet: Subnet;
  /** The elastic scheduled instance (ESI) order that delivered it, '' for none. */
  readonly order: string;
}

export interface Group {
  readonly id: string;
  readonly account: Account;
  readonly vpcId: string;
  readonly type: string;
}

export interface Eip extends Living, Bought {
  readonly ip: string;
  bandwidthPackage: BandwidthPackage | undefined;
  /** The NAT gateway that it is on. */
  gateway: NatGateway | undefined;
  /** The interface that carries the EIP, and the private address that it maps to. */
  eni: Eni | undefined;
  address: string;
  /** The type and the id of what the client named. */
  boundType: string;
  boundId: string;
  releaseWithInstance: boolean;
}

/** What an EIP, or a bandwidth package, is bought as. */
export interface Bought {
  /** 1 is a subscription. */
  readonly billingType: number;
  readonly isp: string;
  /** Whether it has the enhanced protection from attacks. */
  readonly isProtected: boolean;
}

export interface BandwidthPackage extends Living, Bought {
  protocol: string;
  bandwidth: number;
}

export interface NatGateway extends Living {
  readonly subnet: Subnet;
  readonly intranet: boolean;
  readonly eni: Eni;
}

export interface SnatEntry extends Living {
  readonly gateway: NatGateway;
  /** '' when it was made about a block that is no subnet's. */
  readonly subnetId: string;
  readonly block: string;
  eips: readonly string[];
}

export interface DnatEntry extends Living {
  readonly gateway: NatGateway;
  readonly anyPorts: boolean;
  mapping: Mapping;
}

/** What a DNAT entry says, as the API has it. */
export interface Mapping {
  externalIp: string;
  external: string;
  internalIp: string;
  internal: string;
  protocol: string;
}

type Quota = 'NetworkInterfaces' | 'Instances' | 'Eips' | 'BandwidthPackages';

export interface Volume extends Living {
  readonly kind: 'system' | 'data';
  readonly zoneId: string;
  readonly type: string;
  /** The snapshot that it was made of, '' for none. */
  readonly snapshotId: string;
  /** '' when it is called by its id. */
  name: string;
  /** GiB. */
  size: number;
  /** The instance that it is on, or on its way to or from. */
  instance: Instance | undefined;
  deleteWithInstance: boolean;
}

export interface Snapshot extends Living {
  readonly volume: Volume;
  /** The volume's name and size when the snapshot was taken. */
  readonly volumeName: string;
  readonly size: number;
}

interface Owed {
  readonly at: number;
  readonly end: () => void;
}

/**
 * The state that the server must be in by the documented rules alone. It uses none of the server's
 * code.
 */
export class Model {
  readonly subnets = new Map<string, Subnet>();
  readonly groups = new Map<string, Group>();
  readonly enis = new Map<string, Eni>();
  readonly instances = new Map<string, Instance>();
  readonly eips = new Map<string, Eip>();
  readonly bandwidthPackages = new Map<string, BandwidthPackage>();
  readonly natGateways = new Map<string, NatGateway>();
  readonly snatEntries = new Map<string, SnatEntry>();
  readonly dnatEntries = new Map<string, DnatEntry>();
  readonly volumes = new Map<string, Volume>();
  readonly snapshots = new Map<string, Snapshot>();
  readonly loadBalancers = new Map<string, LoadBalancer>();
  readonly serverGroups = new Map<string, ServerGroup>();
  readonly listeners = new Map<string, Listener>();
  /** The ids of resources that are gone. */
  readonly past: string[] = [];
  readonly #dwell: (kind: string) => number;
  #now = 0;
  #owed: Owed[] = [];

  constructor(dwell: (kind: string) => number) {
    this.#dwell = dwell;
    for (const place of SUBNETS) {
      this.subnets.set(place.id, {
        ...place,
        ...living('Available'),
        usable: usableAddresses(place.cidr),
      });
    }
    for (const group of GROUPS) this.groups.set(group.id, group);
    for (const { id, account, subnetId, groupId, type, order } of MACHINES) {
      const subnet = known(this.subnets, subnetId);
      const instance = { id, account, ...living('RUNNING'), type, subnet, order };
      this.instances.set(id, instance);
      this.giveVolume(instance, { kind: 'system', size: SYSTEM_GIB });
      const primary = newEni(`eni-of-${id}`, account, subnet, [groupId]);
      Object.assign(primary, { type: 'primary', status: 'InUse', instance });
      primary.deleteOnTermination = true;
      this.enis.set(primary.id, primary);
    }
    for (const { id, account, subnetId, groupId, managed } of INTERFACES) {
      const eni = newEni(id, account, known(this.subnets, subnetId), [groupId]);
      this.enis.set(id, { ...eni, managed });
    }
    for (const { id, account, ip } of EIPS) {
      this.eips.set(id, newEip(id, account, ip));
    }
  }

  /** Ends a resource at once: nobody sees it any more, and requests may name it still. */
  forget(all: Map<string, unknown>, id: string): void {
    all.delete(id);
    this.past.push(id);
  }

  /** Begins a transition: the thing shows `status` until it ends. */
  begin(thing: Living, status: string, kind: string, end: () => void): void {
    const turn = become(thing, status);
    this.#owed.push({
      at: this.#now + this.#dwell(kind),
      end: () => {
        if (thing.turn === turn) end();
      },
    });
  }

  /**
   * Advances time: transitions due by then end, by their due times and then by their order of
   * beginning.
   */
  pass(ms: number): void {
    this.#now += ms;
    const due = this.#owed.filter(({ at }) => at <= this.#now);
    this.#owed = this.#owed.filter(({ at }) => at > this.#now);
    for (const { end } of due.sort((a, b) => a.at - b.at)) end();
  }

  ofInstance(instance: Instance): Eni[] {
    return [...this.enis.values()].filter((eni) => eni.instance === instance);
  }

  ofSubnet(subnet: Subnet): Eni[] {
    return [...this.enis.values()].filter((eni) => eni.subnet === subnet);
  }

  ofEni(eni: Eni): Eip[] {
    return [...this.eips.values()].filter((eip) => eip.eni === eni);
  }

  eipsIn(bandwidthPackage: BandwidthPackage): Eip[] {
    return [...this.eips.values()].filter((eip) => eip.bandwidthPackage === bandwidthPackage);
  }

  eipsOf(gateway: NatGateway): Eip[] {
    return [...this.eips.values()].filter((eip) => eip.gateway === gateway);
  }

  snatOf(gateway: NatGateway): SnatEntry[] {
    return [...this.snatEntries.values()].filter((each) => each.gateway === gateway);
  }

  dnatOf(gateway: NatGateway): DnatEntry[] {
    return [...this.dnatEntries.values()].filter((each) => each.gateway === gateway);
  }

  volumesOn(instance: Instance): Volume[] {
    return [...this.volumes.values()].filter((volume) => volume.instance === instance);
  }

  /** Puts a volume on a new instance: attached at once, and known by its id as soon as it is seen. */
  giveVolume(
    instance: Instance,
    volume: Pick<Volume, 'kind' | 'size'> &
      Partial<Pick<Volume, 'snapshotId' | 'deleteWithInstance'>>,
  ): void {
    const id = `${UNSEEN}${instance.id}-${this.volumesOn(instance).length}`;
    this.volumes.set(id, {
      id,
      account: instance.account,
      ...living('attached'),
      zoneId: instance.subnet.zoneId,
      type: 'ESSD_PL0',
      snapshotId: '',
      name: '',
      instance,
      deleteWithInstance: true,
      ...volume,
    });
  }

  freeVolume(volume: Volume): void {
    volume.instance = undefined;
    become(volume, 'available');
  }

  removeVolume(volume: Volume): void {
    this.forget(this.volumes, volume.id);
  }

  listenersOf(balancer: LoadBalancer): Listener[] {
    return [...this.listeners.values()].filter((each) => each.balancer === balancer);
  }

  /** The addresses of both families that interfaces of a subnet hold. */
  held(subnet: Subnet): Set<string> {
    return new Set(this.ofSubnet(subnet).flatMap(({ ipv4, ipv6 }) => [...ipv4, ...ipv6]));
  }

  /** How many IPv4 addresses of a subnet are free. */
  free(subnet: Subnet): number {
    const taken = this.ofSubnet(subnet).reduce((sum, { ipv4 }) => sum + ipv4.length, 0);
    return subnet.usable.length - taken;
  }

  /** Whether an EIP on the interface is on its way. */
  moving(eni: Eni): boolean {
    return this.ofEni(eni).some(({ status }) => status === 'Attaching' || status === 'Detaching');
  }

  /** How much of a quota the account uses. */
  used(account: Account, quota: Quota): number {
    if (quota === 'Instances') return count(this.instances, (each) => each.account === account);
    if (quota === 'Eips') return count(this.eips, (each) => each.account === account);
    if (quota === 'BandwidthPackages') {
      return count(this.bandwidthPackages, (each) => each.account === account);
    }
    return count(this.enis, (each) => each.account === account && each.type === 'secondary');
  }

  /**
   * Ends an interface: its addresses are free and its EIPs are bound to nothing. EIPs that are
   * Attaching or Detaching stay so until that has ended.
   */
  removeEni(eni: Eni): void {
    for (const eip of this.ofEni(eni)) {
      if (eip.status === 'Attached') this.unbind(eip);
      else Object.assign(eip, UNBOUND);
    }
    this.#leaveServerGroups(eni.id);
    this.forget(this.enis, eni.id);
  }

  unbind(eip: Eip): void {
    Object.assign(eip, UNBOUND);
    become(eip, 'Available');
  }

  /** Ends an instance: what goes with it goes, and its other interfaces are free. */
  removeInstance(instance: Instance): void {
    const enis = this.ofInstance(instance);
    for (const eip of enis.flatMap((eni) => this.ofEni(eni))) {
      if (eip.releaseWithInstance) this.eips.delete(eip.id);
    }
    for (const eni of enis) {
      if (eni.type === 'primary' || eni.deleteOnTermination) this.removeEni(eni);
      else freeEni(eni);
    }
    for (const volume of this.volumesOn(instance)) {
      const goes = volume.deleteWithInstance && volume.status !== 'detaching';
      if (goes) this.removeVolume(volume);
      else this.freeVolume(volume);
    }
    this.#leaveServerGroups(instance.id);
    this.forget(this.instances, instance.id);
  }

  /** Ends a load balancer, with its groups, its interface and the EIP that was made with it. */
  removeLoadBalancer(balancer: LoadBalancer): void {
    for (const group of this.serverGroups.values()) {
      if (group.balancer === balancer) this.removeServerGroup(group);
    }
    if (this.ofEni(balancer.eni).some(({ id }) => id === balancer.ownEip)) {
      this.forget(this.eips, balancer.ownEip);
    }
    this.forget(this.loadBalancers, balancer.id);
    this.removeEni(balancer.eni);
  }

  removeServerGroup({ id }: ServerGroup): void {
    this.forget(this.serverGroups, id);
  }

  /** What is gone is no server any more. */
  #leaveServerGroups(id: string): void {
    for (const group of this.serverGroups.values()) {
      group.servers = group.servers.filter((server) => server.of !== id);
    }
  }
}

/** Changes a status. Returns the number of this change. */
export function become(thing: Living, status: string): number {
  thing.status = status;
  thing.turn += 1;
  return thing.turn;
}

/** Takes an interface off its instance. */
export function freeEni(eni: Eni): void {
  eni.instance = undefined;
  eni.deleteOnTermination = false;
  become(eni, 'Available');
}

/** A new secondary interface that is not attached, with as few addresses as it can have. */
export function newEni(
  id: string,
  account: Account,
  subnet: Subnet,
  groups: readonly string[],
): Eni {
  return {
    id,
    account,
    ...living('Available'),
    subnet,
    type: 'secondary',
    managed: false,
    instance: undefined,
    deleteOnTermination: false,
    groups,
    ipv4: subnet.cidr === '' ? [] : [UNSEEN],
    ipv6: subnet.cidr === '' ? [UNSEEN] : [],
    mac: UNSEEN,
  };
}

/** A new EIP that is bound to nothing, by default as the world's own are. */
export function newEip(
  id: string,
  account: Account,
  ip: string,
  bought: Bought = { billingType: 3, isp: 'BGP', isProtected: false },
): Eip {
  return {
    id,
    account,
    ip,
    ...living('Available'),
    ...bought,
    bandwidthPackage: undefined,
    ...UNBOUND,
  };
}

/** What an instance of the type may hold; undefined for a type that is in no catalogue. */
export const limitsOf = (instance: Instance | undefined) => instance && TYPES[instance.type];

const living = (status: string) => ({ status, turn: 0 });

const UNBOUND = {
  eni: undefined,
  gateway: undefined,
  address: '',
  boundType: '',
  boundId: '',
  releaseWithInstance: false,
};

function known<T>(map: ReadonlyMap<string, T>, id: string): T {
  const found = map.get(id);
  if (found === undefined) throw new Error(`there is no ${id}`);
  return found;
}

function count<T>(map: ReadonlyMap<string, T>, test: (each: T) => boolean): number {
  return [...map.values()].filter(test).length;
}

/** All addresses of a block but the first two and the last. */
function usableAddresses(cidr: string): string[] {
  const [start = '', prefix = ''] = cidr.split('/');
  if (start === '') return [];
  const [a, b, c, d] = start.split('.').map(Number);
  const size = 2 ** (32 - Number(prefix));
  const tails = Array.from({ length: size }, (_, index) => Number(d) + index);
  return tails.slice(2, -1).map((tail) => `${a}.${b}.${c}.${tail}`);
}
