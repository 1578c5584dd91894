import { CommandFailed } from './host.ts';
import type { Namespace } from './namespace.ts';
import { deviceOfEntry, type Entries } from './routing/entries.ts';
import { type Present, readPresent } from './routing/kernel.ts';
import { linesBetween } from './routing/lines.ts';

/** How often entries are made. Each time another link may have gone since the links were read. */
const TRIES = 4;

/**
 * Addresses, routes, neighbours and routing rules of one namespace: changed by the lines that differ,
 * and read only when it is not known what is there.
 */
export class AppliedEntries {
  readonly #namespace: Namespace;
  /** What the kernel has; undefined when that is not known. */
  #entries: Entries | undefined;
  /** Devices that are new: the kernel has nothing about them, whatever it had. */
  readonly #renewed = new Set<string>();

  constructor(namespace: Namespace) {
    this.#namespace = namespace;
  }

  /** The device was made, or came up: the kernel has forgotten all about one of its name. */
  renew(device: string): void {
    this.#renewed.add(device);
  }

  /** What is there is to be read again. */
  doubt(): void {
    this.#entries = undefined;
  }

  /**
   * Makes the entries that `wanted` gives. It is told what is there when that was read, which comes
   * first, and again when something else has changed what was thought to be there.
   * @throws CommandFailed
   */
  async update(wanted: (read: Present | undefined) => Entries): Promise<void> {
    for (let left = TRIES - 1; ; left -= 1) {
      try {
        return await this.#change(wanted);
      } catch (error) {
        if (!(error instanceof CommandFailed) || left === 0) throw error;
      }
    }
  }

  async #change(wantedOf: (read: Present | undefined) => Entries): Promise<void> {
    const read = await this.#read();
    const present = read?.entries ?? this.#withoutRenewed(this.#entries ?? new Map());
    const wanted = wantedOf(read);
    const { removing, adding } = linesBetween(present, wanted);
    this.#entries = undefined;
    await this.#run(removing, adding);
    this.#entries = wanted;
  }

  async #read(): Promise<Present | undefined> {
    if (this.#entries !== undefined) return undefined;
    this.#renewed.clear();
    this.#namespace.renew();
    return readPresent(this.#namespace);
  }

  #withoutRenewed(entries: Entries): Entries {
    if (this.#renewed.size === 0) return entries;
    const kept = [...entries].filter(([key, value]) => {
      const device = deviceOfEntry(key, value);
      return device === undefined || !this.#renewed.has(device);
    });
    this.#renewed.clear();
    return new Map(kept);
  }

  /** What is to be removed may be gone already, with its link. */
  async #run(removing: readonly string[], adding: readonly string[]): Promise<void> {
    if (removing.length + adding.length === 0) return;
    try {
      await this.#namespace.ip([...removing, ...adding]);
    } catch (error) {
      if (!(error instanceof CommandFailed) || error.killed) throw error;
      if (!error.failures.every(({ line }) => removing.includes(line))) throw error;
    }
  }
}
