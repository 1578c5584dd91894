import { Grouped } from './grouped.ts';
import { idOf, KIND_NAMES, type Kind, type Views } from './kinds.ts';

/** What a watcher waits for: one resource, what stands in a subnet, or where anything stands. */
export type Topic = `${Kind}/${string}` | `within/${string}` | 'places';

type Watcher = () => void;

/**
 * Resources as they were last read, with who belongs to whom. Watchers of a topic are told once for
 * all that changes in one go.
 */
export class Resources {
  readonly #views = Object.fromEntries(KIND_NAMES.map((kind) => [kind, new Map()])) as unknown as {
    readonly [K in Kind]: Map<string, Views[K]>;
  };

  readonly #watchers = new Map<Topic, Set<Watcher>>();
  readonly #dirty = new Set<Topic>();
  readonly #versions = new Map<Topic, number>();
  #telling = false;

  readonly subnetsOfVpc = new Grouped();
  readonly routeTablesOfVpc = new Grouped();
  readonly gatewaysOfVpc = new Grouped();
  readonly haVipsOfSubnet = new Grouped();
  readonly natGatewaysOfSubnet = new Grouped();
  readonly interfacesOfSubnet = new Grouped();
  readonly interfacesOfInstance = new Grouped();
  /** An instance stands in the subnet of its primary interface. */
  readonly instancesOfSubnet = new Grouped();
  /** By the instance, interface, virtual IP or NAT gateway that an EIP is bound to. */
  readonly eipsOfHolder = new Grouped();

  get<K extends Kind>(kind: K, id: string): Views[K] | undefined {
    return this.#views[kind].get(id);
  }

  all<K extends Kind>(kind: K): ReadonlyMap<string, Views[K]> {
    return this.#views[kind];
  }

  /** Tells whenever what the topic is about has changed; the function that it returns ends that. */
  watch(topic: Topic, watcher: Watcher): () => void {
    const watchers = this.#watchers.get(topic) ?? new Set();
    this.#watchers.set(topic, watchers);
    watchers.add(watcher);
    return () => {
      watchers.delete(watcher);
      if (watchers.size === 0) this.#watchers.delete(topic);
    };
  }

  /** A number that is another one whenever what the topic is about has changed. */
  version(topic: Topic): number {
    return this.#versions.get(topic) ?? 0;
  }

  put<K extends Kind>(kind: K, view: Views[K]): void {
    const id = idOf(kind, view);
    const before = this.#views[kind].get(id);
    if (before !== undefined && JSON.stringify(before) === JSON.stringify(view)) return;
    this.#views[kind].set(id, view);
    const moved = this.#place(kind, id, view);
    if (before === undefined || moved) this.#mark('places');
    this.#mark(`${kind}/${id}`);
    this.#markAround(kind, before, view);
  }

  remove(kind: Kind, id: string): void {
    const before = this.#views[kind].get(id);
    if (before === undefined) return;
    this.#markAround(kind, before, undefined);
    this.#views[kind].delete(id);
    for (const grouped of this.#groupings(kind)) grouped.remove(id);
    this.#mark('places');
    this.#mark(`${kind}/${id}`);
  }

  /** Removes what `keeps` does not keep. */
  retain(keeps: (kind: Kind, id: string) => boolean): void {
    for (const kind of KIND_NAMES) {
      for (const id of [...this.#views[kind].keys()]) if (!keeps(kind, id)) this.remove(kind, id);
    }
  }

  #groupings(kind: Kind): readonly Grouped[] {
    switch (kind) {
      case 'subnet':
        return [this.subnetsOfVpc];
      case 'route_table':
        return [this.routeTablesOfVpc];
      case 'ipv6_gateway':
        return [this.gatewaysOfVpc];
      case 'ha_vip':
        return [this.haVipsOfSubnet];
      case 'nat_gateway':
        return [this.natGatewaysOfSubnet];
      case 'network_interface':
        return [this.interfacesOfSubnet, this.interfacesOfInstance];
      case 'instance':
        return [this.instancesOfSubnet];
      case 'eip':
        return [this.eipsOfHolder];
      default:
        return [];
    }
  }

  /** Tells whether it belongs elsewhere than before. */
  #place<K extends Kind>(kind: K, id: string, view: Views[K]): boolean {
    const groups = groupsOf(kind, view);
    return this.#groupings(kind)
      .map((grouped, at) => grouped.place(id, groups[at] ?? ''))
      .some((moved) => moved);
  }

  /** What counts or shows a resource changes with it. */
  #markAround<K extends Kind>(kind: K, ...views: readonly (Views[K] | undefined)[]): void {
    for (const view of views) {
      if (view === undefined) continue;
      if (kind === 'network_interface') {
        const { SubnetId, DeviceId } = view as Views['network_interface'];
        this.#mark(`within/${SubnetId}`);
        if (DeviceId !== '') this.#mark(`instance/${DeviceId}`);
      } else if (kind === 'instance') {
        this.#mark(`within/${homeOf(view as Views['instance'])}`);
      } else if (kind === 'eip') {
        const { InstanceId } = view as Views['eip'];
        if (InstanceId === '') continue;
        this.#mark(`instance/${InstanceId}`);
        this.#mark(`network_interface/${InstanceId}`);
        this.#mark(`ha_vip/${InstanceId}`);
        this.#mark(`nat_gateway/${InstanceId}`);
        const on = this.get('network_interface', InstanceId)?.DeviceId;
        if (on) this.#mark(`instance/${on}`);
      }
    }
  }

  #mark(topic: Topic): void {
    this.#versions.set(topic, this.version(topic) + 1);
    this.#dirty.add(topic);
    if (this.#telling) return;
    this.#telling = true;
    queueMicrotask(() => {
      this.#telling = false;
      const topics = [...this.#dirty];
      this.#dirty.clear();
      for (const each of topics) {
        for (const watcher of [...(this.#watchers.get(each) ?? [])]) watcher();
      }
    });
  }
}

/** The subnet of an instance's primary interface; '' when it has none. */
export const homeOf = ({ NetworkInterfaces }: Views['instance']): string =>
  NetworkInterfaces.find(({ Type }) => Type === 'primary')?.SubnetId ?? '';

function groupsOf(kind: Kind, view: object): readonly string[] {
  switch (kind) {
    case 'subnet':
    case 'route_table':
    case 'ipv6_gateway':
      return [(view as Views['subnet']).VpcId];
    case 'ha_vip':
    case 'nat_gateway':
      return [(view as Views['ha_vip']).SubnetId];
    case 'network_interface': {
      const { SubnetId, DeviceId } = view as Views['network_interface'];
      return [SubnetId, DeviceId];
    }
    case 'instance':
      return [homeOf(view as Views['instance'])];
    case 'eip':
      return [(view as Views['eip']).InstanceId];
    default:
      return [];
  }
}
