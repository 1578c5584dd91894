import type { FloatingAddress } from '#core/network.ts';
import { hostBlock } from './addresses.ts';
import { deviceOf } from './names.ts';
import type { Link } from './namespace.ts';
import { over, routeKey } from './routing/entries.ts';
import type { Present } from './routing/kernel.ts';

/*
 * Which NIC has a floating address: the last that announced it by gratuitous ARP. The router keeps
 * no entry of the address for any other NIC than the holder, so the kernel makes one when another
 * announces it, and tells.
 */

export interface Announcement {
  readonly device: string;
  readonly address: string;
}

const NEIGHBOUR = /^([0-9a-f.:]+) dev (\S+) lladdr [0-9a-f:]+ (.*)$/;

/** The command whose lines are read. */
export const MONITOR = ['ip', 'monitor', 'neigh'];

/** What a line of it says, unless the entry is gone, or the router's own. */
export function readAnnouncement(line: string): Announcement | undefined {
  const [, address, device, state = ''] = NEIGHBOUR.exec(line.trim()) ?? [];
  if (address === undefined || device === undefined || state.includes('PERMANENT')) {
    return undefined;
  }
  return { device, address };
}

/** Who has each floating address of a network. */
export class FloatingHolders {
  readonly #changed: (floatingAddressId: string, nicId: string) => void;
  /** Who announced each last, by its id. */
  readonly #announcers = new Map<string, string>();
  readonly #holders = new Map<string, string>();

  /** @param changed told of each holder that was not it before. */
  constructor(changed: (floatingAddressId: string, nicId: string) => void) {
    this.#changed = changed;
  }

  /** Keeps in mind who announced an address; false when nobody may announce it there. */
  announced(all: readonly FloatingAddress[], { device, address }: Announcement): boolean {
    const floating = all.find((each) => each.address === address);
    const nicId = floating?.nicIds.find((id) => deviceOf(id) === device);
    if (floating === undefined || nicId === undefined) return false;
    this.#announcers.set(floating.id, nicId);
    return true;
  }

  /** Finds out, from what the kernel has, what another process knew, or nobody has read. */
  recall(all: readonly FloatingAddress[], { entries, announced }: Present): void {
    for (const { id, address, nicIds } of all) {
      if (this.#announcers.has(id)) continue;
      const way = entries.get(routeKey('main', hostBlock(address)));
      const nicId = nicIds.find((each) => way === over(deviceOf(each)));
      if (nicId !== undefined) this.#announcers.set(id, nicId);
    }
    for (const announcement of announced) this.announced(all, announcement);
  }

  /**
   * The NIC that has each address now, by the address's id: who announced it last, or else who has it
   * already, or else the first that is there. Whoever leaves has to announce it again.
   */
  choose(
    all: readonly FloatingAddress[],
    links: ReadonlyMap<string, Link>,
  ): ReadonlyMap<string, string> {
    const known = new Set(all.map(({ id }) => id));
    for (const id of this.#announcers.keys()) if (!known.has(id)) this.#announcers.delete(id);
    for (const id of this.#holders.keys()) if (!known.has(id)) this.#holders.delete(id);
    for (const { id, nicIds } of all) {
      const there = nicIds.filter((each) => links.has(each));
      const announcer = this.#announcers.get(id);
      const before = this.#holders.get(id);
      const holder =
        there.find((each) => each === announcer) ??
        there.find((each) => each === before) ??
        there[0];
      if (announcer !== holder) this.#announcers.delete(id);
      if (holder === before) continue;
      if (holder === undefined) this.#holders.delete(id);
      else {
        this.#holders.set(id, holder);
        this.#changed(id, holder);
      }
    }
    return this.#holders;
  }
}
