import type { Network } from '#core/network.ts';
import { CommandFailed } from './host.ts';
import type { Link, Namespace } from './namespace.ts';
import type { Router } from './router-port.ts';

/** Routes alone, without any rule: until the router is there. */
export class StandInRouter implements Router {
  readonly #namespace: Namespace;
  readonly #links = new Map<string, Link>();
  #network: Network | undefined;

  constructor(namespace: Namespace) {
    this.#namespace = namespace;
  }

  async apply(network: Network) {
    this.#network = network;
    await Promise.all([...this.#links.values()].map((link) => this.#route(link)));
  }

  async plugged(link: Link) {
    this.#links.set(link.nicId, link);
    await this.#route(link);
  }

  async #route({ nicId, device, up }: Link) {
    const nic = this.#network?.nics.find(({ id }) => id === nicId);
    if (!up || nic === undefined) return;
    const lines = nic.addresses.map((address) => `route replace ${address} dev ${device}`);
    await this.#namespace.ip(lines).catch((error: unknown) => {
      if (!(error instanceof CommandFailed)) throw error;
    });
  }

  async unplugged(nicId: string) {
    this.#links.delete(nicId);
  }

  async repair() {}
  async remove() {}
  async counters() {
    return [];
  }
}
