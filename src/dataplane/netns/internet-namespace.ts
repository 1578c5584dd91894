import { Internet } from './internet.ts';
import { NamedNamespace } from './named-namespace.ts';
import { INTERNET, namespaceOf } from './names.ts';
import type { OpenNamespace } from './namespace.ts';
import type { Namespaces } from './namespaces.ts';

const HOST_NETWORK = '/proc/self/ns/net';

/** The namespace that is the internet of a data plane. */
export class InternetNamespace {
  readonly internet: Internet;
  readonly #name: string;
  readonly #namespaces: Namespaces;
  /** The host's own namespace, in which nothing is changed: an uplink is made on a device of it. */
  readonly #ofHost: OpenNamespace;
  /** Which namespace it was when it was made last. */
  #identity: string | undefined;

  constructor(planeId: string, namespaces: Namespaces, uplink: string | undefined) {
    this.#name = namespaceOf(planeId, INTERNET);
    this.#namespaces = namespaces;
    this.#ofHost = namespaces.at(HOST_NETWORK);
    this.internet = new Internet(
      new NamedNamespace(namespaces, this.#name),
      uplink === undefined ? undefined : { device: uplink, namespace: this.#ofHost },
    );
  }

  async make(): Promise<void> {
    const { identity } = await this.#namespaces.ensure(this.#name);
    this.#identity = identity;
    await this.internet.make();
  }

  /** False when somebody has removed or replaced it. */
  isWhole(): boolean {
    return this.#namespaces.identity({ name: this.#name }) === this.#identity;
  }

  async makeAgain(): Promise<void> {
    await this.make();
    await this.internet.repair();
  }

  /** Ends what runs for us in the host's own namespace. */
  async close(): Promise<void> {
    await this.#ofHost.close();
  }
}
