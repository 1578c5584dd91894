import { readMark, type ShownLink } from '#dataplane/netns/links.ts';
import { deviceOf, readNamespace } from '#dataplane/netns/names.ts';
import type { Store } from '#store/store.ts';
import {
  ip,
  namespacesOf,
  newPlaneId,
  removeNamespaces,
  temporaryFolder,
} from '../support/netns.ts';
import type { PlaneDeed } from './messages.ts';
import type { PlaneEvent } from './simulated-plane.ts';
import { PRIMARY } from './world.ts';

/**
 * The data plane in network namespaces that the first process drives, and what it has reported. A
 * call that changed nothing is no event, such as when a process repeats what a killed one had done.
 */
export class RealNics {
  readonly planeId = newPlaneId();
  readonly #folder = temporaryFolder();
  readonly #plugged = new Map<string, string>();
  /** How many times a NIC was plugged, not counting the first NIC of an instance. */
  plugs = 0;
  /** Called with each effect. */
  onEvent: (event: PlaneEvent) => void = () => {};

  get folder(): string {
    return this.#folder.path;
  }

  /** What is done already, while only the driver knows of it. */
  did(deed: PlaneDeed): void {
    switch (deed.do) {
      case 'plugged':
        if (this.#plugged.get(deed.nicId) === deed.instanceId) return;
        this.#plugged.set(deed.nicId, deed.instanceId);
        if (!deed.nicId.startsWith(PRIMARY)) this.plugs += 1;
        this.onEvent(deed);
        return;
      case 'plug refused':
        this.onEvent(deed);
        return;
      case 'unplugged':
        if (this.#plugged.delete(deed.nicId)) this.onEvent(deed);
        return;
      case 'removed':
        for (const [nicId, instanceId] of [...this.#plugged]) {
          if (instanceId === deed.instanceId) this.did({ do: 'unplugged', nicId });
        }
    }
  }

  /**
   * Where the links inside the instances and in the routers are not what the store says, when
   * nothing is under way. Primary interfaces are left out: the seeds' own go in only when their
   * instance is changed.
   */
  async breaches(store: Store): Promise<string[]> {
    const rows = await store.read((tx) =>
      tx.select((db) =>
        db
          .selectFrom('network_interface')
          .select(['id', 'status', 'instance_id', 'mac_address', 'type']),
      ),
    );
    const primaries = new Set(rows.filter(({ type }) => type === 'primary').map(({ id }) => id));
    const said = rows
      .filter(({ id, status }) => status === 'InUse' && !primaries.has(id))
      .map(({ id, instance_id, mac_address }) => `${id} ${mac_address} in ${instance_id}`);
    const routed = new Set<string>();
    const there: string[] = [];
    for (const name of namespacesOf(this.planeId)) {
      const { id = '' } = readNamespace(name) ?? {};
      for (const { ifname, ifalias, address } of linksIn(name)) {
        if (/^t[nx][0-9a-z]+$/.test(ifname)) routed.add(ifname);
        const nicId = readMark(ifalias)?.nicId;
        if (!id.startsWith('i-') || (nicId !== undefined && primaries.has(nicId))) continue;
        there.push(`${nicId ?? ifname} ${address} in ${id}`);
      }
    }
    const known = new Set(rows.map(({ id }) => deviceOf(id)));
    return [
      ...said.filter((each) => !there.includes(each)).map((each) => `not there: ${each}`),
      ...there.filter((each) => !said.includes(each)).map((each) => `is there, not InUse: ${each}`),
      ...[...routed].filter((each) => !known.has(each)).map((each) => `left in a router: ${each}`),
    ];
  }

  remove(): void {
    removeNamespaces(this.planeId);
    this.#folder.remove();
  }
}

const linksIn = (namespace: string): ShownLink[] =>
  (JSON.parse(ip('-n', namespace, '-json', 'link')) as ShownLink[]).filter(
    ({ ifname }) => ifname !== 'lo',
  );
