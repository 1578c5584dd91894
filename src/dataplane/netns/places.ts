import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Place } from '#core/network.ts';
import { PlaceRefusal } from '../driver.ts';
import { unlessAbsent } from './absent.ts';
import { describeBinding, namespaceFileOf } from './binding.ts';
import { CommandFailed, type Host } from './host.ts';
import { namespaceOf, readNamespace } from './names.ts';
import type { OpenNamespace } from './namespace.ts';
import type { Namespaces } from './namespaces.ts';
import { Notes } from './notes.ts';

/** An instance, and the namespace that it is. */
export interface OpenPlace {
  readonly place: Place;
  readonly namespace: OpenNamespace;
}

/** Whether a namespace of this id is an instance; else it is a network. */
export const isInstance = (id: string): boolean => id.startsWith('i-');

/** Where `ip netns exec` finds the files that stand in the place of those in /etc. */
const ETC = '/etc/netns';

/** The folder of those of a namespace. */
export const filesOf = (namespace: string): string => join(ETC, namespace);

/** The namespaces that have such a folder: it outlives them when the machine starts again. */
export const withFiles = (): string[] => unlessAbsent(() => readdirSync(ETC), []);

/** The instances: the namespaces that are made for them, and those that others have made. */
export class Places {
  readonly #host: Host;
  readonly #planeId: string;
  readonly #namespaces: Namespaces;
  readonly #notes: Notes<Place>;
  readonly #known = new Map<string, Place>();
  /** Which namespace of each was set up: another may have its name since. */
  readonly #ready = new Map<string, string | undefined>();
  /** The namespaces of bound ones, as they were found last. */
  readonly #bound = new Map<string, OpenNamespace>();

  constructor(host: Host, planeId: string, namespaces: Namespaces) {
    this.#host = host;
    this.#planeId = planeId;
    this.#namespaces = namespaces;
    this.#notes = new Notes(join(host.runtimeFolder, planeId, 'instances'));
  }

  /** Finds the instances that a predecessor has made or bound. */
  async restore(): Promise<void> {
    const notes = this.#notes.read();
    for (const [id, place] of notes) {
      if (place.binding === undefined && !this.#isThere(id)) this.#notes.remove(id);
      else this.#known.set(id, place);
    }
    await Promise.all(this.#ownIds().map((id) => this.#restoreOwn(id, notes.get(id))));
    await Promise.all(this.bound.map((place) => this.#findAgain(place)));
  }

  /** A note is written when all is done: without one, its maker was killed. */
  async #restoreOwn(id: string, note: Place | undefined): Promise<void> {
    if (note !== undefined) {
      this.#ready.set(id, this.#namespaces.identity({ name: this.#name(id) }));
      return;
    }
    // Whoever asks for it next says whether it runs.
    this.#known.set(id, { id, running: true, hostname: id });
    await this.open(id);
  }

  /** What is not there may come back. */
  async #findAgain(place: Place): Promise<void> {
    try {
      await this.#find(place);
    } catch (error) {
      if (!(error instanceof PlaceRefusal)) throw error;
    }
    await this.release(place.id);
  }

  #ownIds(): string[] {
    return this.#namespaces
      .list()
      .map(readNamespace)
      .filter((read) => read?.planeId === this.#planeId)
      .map((read) => read?.id ?? '')
      .filter(isInstance);
  }

  #isThere(id: string): boolean {
    return this.#namespaces.identity({ name: this.#name(id) }) !== undefined;
  }

  /** As it was asked for last. */
  known(id: string): Place | undefined {
    return this.#known.get(id);
  }

  get bound(): Place[] {
    return [...this.#known.values()].filter(({ binding }) => binding !== undefined);
  }

  /** Makes it, or finds what it is bound to. @throws PlaceRefusal when that is not there */
  async ensure(place: Place): Promise<OpenPlace> {
    if (!isInstance(place.id)) {
      throw new PlaceRefusal(
        `[${place.id}] is not the id of an instance: it does not begin with i-`,
      );
    }
    const before = this.#known.get(place.id);
    this.#known.set(place.id, place);
    if (place.binding !== undefined) {
      // It may not be there yet.
      this.#notes.write(place.id, place);
      return this.open(place.id);
    }
    await this.#forgetBound(place.id);
    const opened = await this.open(place.id);
    if (before?.hostname !== place.hostname) this.#writeFiles(place.id, place.hostname);
    this.#notes.write(place.id, place);
    return opened;
  }

  /** The instance and its namespace, which is made again if somebody has removed it. */
  async open(id: string): Promise<OpenPlace> {
    const place = this.#known.get(id);
    if (place === undefined) throw new PlaceRefusal(`there is no instance ${id} on this host`);
    if (place.binding !== undefined) return { place, namespace: await this.#find(place) };
    const namespace = await this.#namespaces.ensure(this.#name(id));
    if (this.#ready.get(id) !== namespace.identity) await this.#setUp(place, namespace);
    return { place, namespace };
  }

  /** Its namespace as it is now; undefined when it is not there. */
  current(id: string): OpenNamespace | undefined {
    const bound = this.#bound.get(id);
    if (bound === undefined) {
      return this.#known.has(id) && this.#isThere(id)
        ? this.#namespaces.open(this.#name(id))
        : undefined;
    }
    return this.#namespaces.identity(bound.where) === bound.identity ? bound : undefined;
  }

  async #setUp({ id, hostname }: Place, namespace: OpenNamespace): Promise<void> {
    await namespace.ip(['link set lo up']);
    // A host that forwards or checks return paths hands that down to its new namespaces.
    await namespace.sysctl({
      'net.ipv4.ip_forward': 0,
      'net.ipv4.conf.all.rp_filter': 0,
      'net.ipv4.conf.default.rp_filter': 0,
    });
    this.#writeFiles(id, hostname);
    this.#ready.set(id, namespace.identity);
  }

  /** Nobody answers DNS in a network: a look-up that fails at once is better than one that waits. */
  #writeFiles(id: string, hostname: string): void {
    const folder = filesOf(this.#name(id));
    try {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'resolv.conf'), '# No name server: this network has none.\n');
      writeFileSync(join(folder, 'hostname'), `${hostname}\n`);
    } catch {
      // Without the right to write there, programs inside see the files of the host.
    }
  }

  /** @throws PlaceRefusal when it is not there, or is not a namespace that NICs can be put into */
  async #find(place: Place): Promise<OpenNamespace> {
    const { id, binding } = place;
    if (binding === undefined) throw new Error(`${id} is not bound`);
    const what = describeBinding(binding);
    const path = await namespaceFileOf(this.#host, binding);
    const identity = this.#namespaces.identity({ path });
    if (identity === undefined) {
      throw new PlaceRefusal(
        `${what}, which ${id} is bound to, is not there: start it, or unbind it`,
      );
    }
    const before = this.#bound.get(id);
    if (before?.identity === identity && before.name === path) return before;
    await this.#forgetBound(id);
    if (
      identity ===
      this.#namespaces.identity({ path: this.#host.pathOf({ path: '/proc/self/ns/net' }) })
    ) {
      throw new PlaceRefusal(
        `${what} has the network of the host: start it with a network of its own`,
      );
    }
    if (this.#isOurs(identity)) {
      throw new PlaceRefusal(
        `${what} is in a namespace of this data plane: bind to something else`,
      );
    }
    const namespace = this.#namespaces.at(path);
    try {
      await namespace.show(['link', 'show', 'dev', 'lo']);
    } catch (error) {
      await namespace.close();
      if (!(error instanceof CommandFailed)) throw error;
      throw new PlaceRefusal(
        `${what}, which ${id} is bound to, cannot be entered: ${error.message}`,
      );
    }
    this.#bound.set(id, namespace);
    return namespace;
  }

  #isOurs(identity: string): boolean {
    return this.#namespaces
      .list()
      .filter((name) => readNamespace(name)?.planeId === this.#planeId)
      .some((name) => this.#namespaces.identity({ name }) === identity);
  }

  /** Lets go of a bound namespace: a process of ours in it would keep it alive. */
  async release(id: string): Promise<void> {
    await this.#bound.get(id)?.close();
  }

  async #forgetBound(id: string): Promise<void> {
    const before = this.#bound.get(id);
    this.#bound.delete(id);
    await before?.close();
  }

  /** Removes the instance; what it is bound to stays as it is. */
  async remove(id: string): Promise<void> {
    await this.#forgetBound(id);
    // One that is bound may have had a namespace of its own before.
    if (isInstance(id)) {
      await this.#namespaces.remove(this.#name(id));
      rmSync(filesOf(this.#name(id)), { recursive: true, force: true });
    }
    this.#known.delete(id);
    this.#ready.delete(id);
    this.#notes.remove(id);
  }

  /** The ids of those that are there. */
  present(): string[] {
    return [...this.#known.keys()].filter((id) => this.current(id) !== undefined);
  }

  #name(id: string): string {
    return namespaceOf(this.#planeId, id);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#bound.keys()].map((id) => this.#forgetBound(id)));
  }
}
