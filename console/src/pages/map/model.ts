import type { Resources } from '../../live/resources.ts';
import { homeOf } from '../../live/resources.ts';

/** What stands on the map. `eips` are folded EIPs, `outside` is what belongs to no VPC. */
export type ItemKind =
  | 'vpc'
  | 'zone'
  | 'subnet'
  | 'instance'
  | 'network_interface'
  | 'ha_vip'
  | 'nat_gateway'
  | 'route_table'
  | 'ipv6_gateway'
  | 'eip'
  | 'eips'
  | 'outside';

/** Something on the map, with what stands in it. */
export interface Item {
  /** Its id on the map: that of the resource, if it is one. */
  readonly id: string;
  readonly kind: ItemKind;
  /** The id of the resource, or the name of the zone. */
  readonly ref: string;
  /** Its size; of an area the least one. */
  readonly width: number;
  readonly height: number;
  readonly area?: Area;
  /** For a subnet or VPC that is folded, or might be. */
  readonly folded?: boolean;
  /** Of a subnet that shows a part of what stands in it. */
  readonly pages?: { readonly page: number; readonly count: number; readonly items: number };
}

export interface Area {
  /** Packed closely, or in columns: what leads in, the zones, what leads on. */
  readonly arrange: 'packed' | 'columns';
  /** Width by height that it should have about. */
  readonly aspect: number;
  readonly head: number;
  readonly gap: number;
  readonly children: readonly Item[];
}

/** A line between two things. */
export interface Link {
  readonly id: string;
  readonly kind: 'route' | 'eip' | 'interface' | 'member' | 'gateway';
  readonly from: string;
  readonly to: string;
  /** The interface that it is about. */
  readonly nic?: string;
}

export interface MapModel {
  readonly roots: readonly Item[];
  readonly links: readonly Link[];
}

/** What the user has opened, folded and paged to, by the id on the map. */
export interface Folds {
  readonly open: ReadonlyMap<string, boolean>;
  readonly page: ReadonlyMap<string, number>;
}

/** A subnet with more interfaces is folded until it is opened. */
export const FOLD_ABOVE = 40;
/** With more VPCs than that each is folded. */
export const FOLD_VPCS_ABOVE = 8;
export const PAGE_ITEMS = 48;
const EIPS_ABOVE = 6;
const EIPS_SHOWN = 60;

export const TOKEN = { width: 132, height: 40 } as const;
export const CARD_WIDTH = 272;
const CARD_HEAD = 34;
export const PORT_HEIGHT = 24;
const SUBNET = { width: 296, height: 92 } as const;
const FOLDED_SUBNET = { width: 212, height: 92 } as const;
const FOLDED_VPC = { width: 296, height: 108 } as const;
const EDGE_CARD = { width: 184, height: 40 } as const;

/** Everything that is to be shown, from what there is and what is open. */
export function buildMap(resources: Resources, folds: Folds): MapModel {
  const build = new Build(resources, folds);
  const vpcs = [...resources.all('vpc').keys()].sort();
  const fold = vpcs.length > FOLD_VPCS_ABOVE;
  const eips = build.eipsByVpc();
  const roots = vpcs.map((id) => build.vpc(id, fold, eips.get(id) ?? []));
  const loose = eips.get('') ?? [];
  if (loose.length > 0) roots.push(build.outside(loose));
  return { roots, links: build.links() };
}

const card = (kind: ItemKind, id: string): Item => ({ id, kind, ref: id, ...EDGE_CARD });
const token = (kind: ItemKind, id: string): Item => ({ id, kind, ref: id, ...TOKEN });

class Build {
  readonly #resources: Resources;
  readonly #folds: Folds;
  /** What is shown, by its id on the map. */
  readonly #shown = new Map<string, Item>();

  constructor(resources: Resources, folds: Folds) {
    this.#resources = resources;
    this.#folds = folds;
  }

  #show(item: Item): Item {
    this.#shown.set(item.id, item);
    return item;
  }

  vpc(id: string, fold: boolean, eips: readonly string[]): Item {
    const folded = !(this.#folds.open.get(id) ?? !fold);
    if (folded) return this.#show({ id, kind: 'vpc', ref: id, folded, ...FOLDED_VPC });
    const { subnetsOfVpc, gatewaysOfVpc, routeTablesOfVpc } = this.#resources;
    const zones = Map.groupBy([...subnetsOfVpc.of(id)].sort(), (subnet) => this.#zoneOf(subnet));
    const children = [
      ...[...gatewaysOfVpc.of(id)].sort().map((each) => this.#show(card('ipv6_gateway', each))),
      ...this.#eips(id, eips),
      ...[...zones.keys()].sort().map((zone) => this.#zone(id, zone, zones.get(zone) ?? [])),
      ...[...routeTablesOfVpc.of(id)].sort().map((each) => this.#show(card('route_table', each))),
    ];
    return this.#show({
      ...{ id, kind: 'vpc', ref: id, width: 420, height: 120, folded },
      area: { arrange: 'columns', aspect: 1.6, head: 56, gap: 20, children },
    });
  }

  /** EIPs that are bound to nothing of a VPC. */
  outside(eips: readonly string[]): Item {
    return this.#show({
      ...{ id: 'outside', kind: 'outside', ref: 'outside', width: 232, height: 90 },
      area: {
        ...{ arrange: 'packed', aspect: 1.4, head: 44, gap: 12 },
        children: this.#eips('', eips),
      },
    });
  }

  #eips(vpcId: string, eips: readonly string[]): Item[] {
    const id = `eips ${vpcId}`;
    const open = this.#folds.open.get(id) ?? eips.length <= EIPS_ABOVE;
    const shown = (open ? eips.slice(0, EIPS_SHOWN) : []).map((each) =>
      this.#show(card('eip', each)),
    );
    if (eips.length <= EIPS_ABOVE) return shown;
    return [...shown, this.#show({ ...card('eips', id), ref: vpcId, folded: !open })];
  }

  #zone(vpcId: string, zone: string, subnets: readonly string[]): Item {
    return this.#show({
      ...{ id: `${vpcId} ${zone}`, kind: 'zone', ref: zone, width: 320, height: 120 },
      area: {
        ...{ arrange: 'packed', aspect: 2.4, head: 36, gap: 16 },
        children: subnets.map((each) => this.#subnet(each)),
      },
    });
  }

  #subnet(id: string): Item {
    const { interfacesOfSubnet, instancesOfSubnet } = this.#resources;
    const many = interfacesOfSubnet.of(id).size > FOLD_ABOVE;
    const folded = !(this.#folds.open.get(id) ?? !many);
    if (folded) return this.#show({ id, kind: 'subnet', ref: id, folded, ...FOLDED_SUBNET });
    const instances = [...instancesOfSubnet.of(id)].sort();
    const gateways = [...this.#resources.natGatewaysOfSubnet.of(id)].sort();
    const virtual = [...this.#resources.haVipsOfSubnet.of(id)].sort();
    const free = freeInterfacesOf(this.#resources, id);
    const items = instances.length + gateways.length + virtual.length + free.length;
    const count = Math.max(1, Math.ceil(items / PAGE_ITEMS));
    const page = Math.min(this.#folds.page.get(id) ?? 0, count - 1);
    const from = page * PAGE_ITEMS;
    // Instances first, then what stands by itself; only what is on the page is made.
    const children = [
      ...instances.map((each) => () => this.#instance(each)),
      ...gateways.map((each) => () => this.#show(token('nat_gateway', each))),
      ...virtual.map((each) => () => this.#show(token('ha_vip', each))),
      ...free.map((each) => () => this.#show(token('network_interface', each))),
    ]
      .slice(from, from + PAGE_ITEMS)
      .map((make) => make());
    return this.#show({
      ...{ id, kind: 'subnet', ref: id, ...SUBNET },
      ...(many && { folded }),
      ...(count > 1 && { pages: { page, count, items } }),
      area: { arrange: 'packed', aspect: 1.5, head: count > 1 ? 80 : 48, gap: 8, children },
    });
  }

  #instance(id: string): Item {
    const ports = Math.max(1, this.#resources.interfacesOfInstance.of(id).size);
    const height = CARD_HEAD + ports * PORT_HEIGHT + 6;
    // The heights of two tokens and the gap between them, and so on: rows stay even.
    const rows = Math.ceil((height + 8) / (TOKEN.height + 8));
    return this.#show({
      ...{ id, kind: 'instance', ref: id, width: CARD_WIDTH },
      height: rows * (TOKEN.height + 8) - 8,
    });
  }

  #zoneOf(subnet: string): string {
    return this.#resources.get('subnet', subnet)?.ZoneId ?? '';
  }

  /** EIPs by the VPC of what they are bound to; '' for the others. */
  eipsByVpc(): Map<string, string[]> {
    const all = [...this.#resources.all('eip').values()];
    const sorted = all.map(({ AllocationId }) => AllocationId).sort();
    return Map.groupBy(sorted, (id) => {
      const holder = this.#resources.get('eip', id)?.InstanceId ?? '';
      return vpcOf(this.#resources, holder);
    });
  }

  links(): Link[] {
    const links: Link[] = [];
    for (const item of this.#shown.values()) {
      if (item.kind === 'subnet') this.#linkSubnet(item.id, links);
      else if (item.kind === 'instance') this.#linkInstance(item.id, links);
      else if (item.kind === 'eip') this.#linkEip(item.id, links);
      else if (item.kind === 'ha_vip') this.#linkHaVip(item.id, links);
    }
    return links;
  }

  #linkSubnet(id: string, links: Link[]): void {
    const subnet = this.#resources.get('subnet', id);
    if (subnet === undefined) return;
    const { RouteTableId } = subnet.RouteTable;
    if (this.#shown.has(RouteTableId)) {
      links.push({ id: `${id} ${RouteTableId}`, kind: 'route', from: id, to: RouteTableId });
    }
    if (subnet.Ipv6CidrBlock === '') return;
    for (const gateway of this.#resources.gatewaysOfVpc.of(subnet.VpcId)) {
      links.push({ id: `${gateway} ${id}`, kind: 'gateway', from: gateway, to: id });
    }
  }

  /** To the subnets of its further interfaces, when these are not its own. */
  #linkInstance(id: string, links: Link[]): void {
    const home = this.#resources.instancesOfSubnet.groupOf(id);
    for (const nic of this.#resources.interfacesOfInstance.of(id)) {
      const subnet = this.#resources.get('network_interface', nic)?.SubnetId;
      if (subnet === undefined || subnet === home || !this.#shown.has(subnet)) continue;
      links.push({ id: `${nic} ${subnet}`, kind: 'interface', from: id, to: subnet, nic });
    }
  }

  #linkEip(id: string, links: Link[]): void {
    const holder = this.#resources.get('eip', id)?.InstanceId ?? '';
    const to = placeOf(this.#resources, holder).find((place) => this.#shown.has(place));
    if (to === undefined) return;
    const nic =
      this.#resources.get('network_interface', holder) === undefined ? {} : { nic: holder };
    links.push({ id: `${id} ${to}`, kind: 'eip', from: id, to, ...nic });
  }

  #linkHaVip(id: string, links: Link[]): void {
    for (const member of this.#resources.get('ha_vip', id)?.AssociatedInstanceIds ?? []) {
      const to = placeOf(this.#resources, member).find((place) => this.#shown.has(place));
      if (to !== undefined) links.push({ id: `${id} ${member}`, kind: 'member', from: id, to });
    }
  }
}

/**
 * The interfaces of a subnet that stand by themselves: no instance that is known has them, and no NAT
 * gateway, which is shown itself.
 */
export function freeInterfacesOf(resources: Resources, subnet: string): string[] {
  const gateways = [...resources.natGatewaysOfSubnet.of(subnet)];
  const own = new Set(
    gateways.map((each) => resources.get('nat_gateway', each)?.NetworkInterfaceId ?? ''),
  );
  return [...resources.interfacesOfSubnet.of(subnet)]
    .filter((nic) => {
      const { DeviceId = '' } = resources.get('network_interface', nic) ?? {};
      const isFree = DeviceId === '' || resources.get('instance', DeviceId) === undefined;
      return isFree && !own.has(nic);
    })
    .sort();
}

/** The VPC in which an instance, interface, virtual IP or NAT gateway is; '' when it is in none that is known. */
export function vpcOf(resources: Resources, id: string): string {
  const held =
    resources.get('network_interface', id) ??
    resources.get('instance', id) ??
    resources.get('ha_vip', id) ??
    resources.get('nat_gateway', id);
  const vpcId = held?.VpcId ?? '';
  return resources.get('vpc', vpcId) === undefined ? '' : vpcId;
}

/** Where a resource may be seen: itself, or else what it is in, the innermost first. */
export function placeOf(resources: Resources, id: string): string[] {
  const nic = resources.get('network_interface', id);
  if (nic !== undefined) {
    const on = nic.DeviceId === '' ? [] : placeOf(resources, nic.DeviceId);
    return [id, ...(on.length > 0 ? on : [nic.SubnetId, nic.VpcId])];
  }
  const instance = resources.get('instance', id);
  if (instance !== undefined) return [id, homeOf(instance), instance.VpcId];
  const subnet = resources.get('subnet', id);
  if (subnet !== undefined) return [id, subnet.VpcId];
  const virtual = resources.get('ha_vip', id) ?? resources.get('nat_gateway', id);
  if (virtual !== undefined) return [id, virtual.SubnetId, virtual.VpcId];
  const edge = resources.get('route_table', id) ?? resources.get('ipv6_gateway', id);
  if (edge !== undefined) return [id, edge.VpcId];
  const eip = resources.get('eip', id);
  if (eip !== undefined) {
    const vpcId = vpcOf(resources, eip.InstanceId);
    return [id, `eips ${vpcId}`, vpcId === '' ? 'outside' : vpcId];
  }
  return resources.get('vpc', id) === undefined ? [] : [id];
}
