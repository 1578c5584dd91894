import { type FSWatcher, readdirSync, watch } from 'node:fs';
import { unlessAbsent } from './absent.ts';
import { Coprocess, IdleLimit } from './coprocess.ts';
import { CommandFailed, type Host, type NamespaceRef } from './host.ts';
import { identityOf } from './identity.ts';
import { OpenNamespace } from './namespace.ts';

/** How many processes may wait in namespaces for something to do. */
const IDLE_PROCESSES = 128;

/** The namespaces of a host: makes, finds and removes those that have names. */
export class Namespaces {
  readonly #host: Host;
  readonly #limit: IdleLimit;
  readonly #ip: Coprocess;
  readonly #opened = new Map<string, OpenNamespace>();
  /** The one that every namespace's file is on. */
  #watcher: FSWatcher | undefined;
  #onChange: () => void = () => {};

  constructor(host: Host, idle = IDLE_PROCESSES) {
    this.#host = host;
    this.#limit = new IdleLimit(idle);
    this.#ip = new Coprocess(host);
  }

  /** The names that are there, those of others as well. */
  list(): string[] {
    return unlessAbsent(() => readdirSync(this.#host.pathOf({ name: '' })), []);
  }

  /** Which namespace that is, whatever its name: undefined when it is none, or not there. */
  identity(where: NamespaceRef): string | undefined {
    return identityOf(this.#host, where);
  }

  /** The namespace of that name, made if it is not there or only half. */
  async ensure(name: string): Promise<OpenNamespace> {
    const identity = this.identity({ name });
    if (identity !== undefined) return this.#open(name, identity);
    await this.#close(name);
    await this.#make(name);
    return this.open(name);
  }

  async #make(name: string): Promise<void> {
    await this.#host.beforeChange?.(`netns add ${name}`);
    try {
      await this.#ip.run([`netns add ${name}`]);
    } catch (error) {
      if (!(error instanceof CommandFailed) || !this.list().includes(name)) throw error;
      // A file on which nothing is mounted: whoever made it was killed half-way.
      if (this.identity({ name }) === undefined) {
        await this.#ip.run([`netns del ${name}`, `netns add ${name}`]);
      }
    }
    this.#watch();
  }

  /** The namespace of that name, which is there. */
  open(name: string): OpenNamespace {
    return this.#open(name, this.identity({ name }));
  }

  #open(name: string, identity: string | undefined): OpenNamespace {
    const before = this.#opened.get(name);
    if (before !== undefined && before.identity === identity) return before;
    // Another one has its name now: what runs for us in the old one must not be asked any more.
    void before?.end();
    const opened = new OpenNamespace(this.#host, { name }, { limit: this.#limit, identity });
    this.#opened.set(name, opened);
    this.#watch();
    return opened;
  }

  /** One that has no name, and is not ours. */
  at(path: string): OpenNamespace {
    return new OpenNamespace(
      this.#host,
      { path },
      {
        limit: this.#limit,
        identity: this.identity({ path }),
      },
    );
  }

  /** Removes the namespace of that name; nothing happens when there is none. */
  async remove(name: string): Promise<void> {
    await this.#close(name);
    if (!this.list().includes(name)) return;
    await this.#host.beforeChange?.(`netns del ${name}`);
    try {
      await this.#ip.run([`netns del ${name}`]);
    } catch (error) {
      if (this.list().includes(name)) throw error;
    }
    this.letGo();
  }

  /** Sees to it that no process of ours keeps a namespace alive that has been removed. */
  letGo(): void {
    for (const namespace of this.#opened.values()) namespace.coprocess.letGo();
  }

  async #close(name: string): Promise<void> {
    const opened = this.#opened.get(name);
    this.#opened.delete(name);
    await opened?.end();
  }

  /** Calls `onChange` when a name comes or goes. */
  onChange(onChange: () => void): void {
    this.#onChange = onChange;
    this.#watch();
  }

  #watch(): void {
    if (this.#watcher !== undefined) return;
    try {
      this.#watcher = watch(this.#host.pathOf({ name: '' }), { persistent: false }, () =>
        this.#onChange(),
      );
      this.#watcher.on('error', () => {});
    } catch {
      // No namespace of this host has a name yet: the first one that is made is watched.
    }
  }

  /** Ends all that runs for us. */
  async close(): Promise<void> {
    this.#onChange = () => {};
    this.#watcher?.close();
    await Promise.all([
      this.#ip.close(),
      ...[...this.#opened.keys()].map((name) => this.#close(name)),
    ]);
  }
}
