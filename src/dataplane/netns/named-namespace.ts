import type { Namespace, Watch } from './namespace.ts';
import type { Namespaces } from './namespaces.ts';

/** Whatever namespace has a name at the moment: made again when somebody has removed it. */
export class NamedNamespace implements Namespace {
  readonly name: string;
  readonly #namespaces: Namespaces;

  constructor(namespaces: Namespaces, name: string) {
    this.name = name;
    this.#namespaces = namespaces;
  }

  get #current(): Namespace {
    return this.#namespaces.open(this.name);
  }

  ip(lines: readonly string[]): Promise<void> {
    return this.#current.ip(lines);
  }

  show(args: readonly string[]): Promise<unknown[]> {
    return this.#current.show(args);
  }

  nft(ruleset: string): Promise<void> {
    return this.#current.nft(ruleset);
  }

  nftJson(args: readonly string[]): Promise<unknown> {
    return this.#current.nftJson(args);
  }

  sysctl(values: Readonly<Record<string, string | number>>): Promise<void> {
    return this.#current.sysctl(values);
  }

  watch(
    command: readonly string[],
    onLine: (line: string) => void,
    onEnd?: (reason: string) => void,
  ): Promise<Watch> {
    return this.#current.watch(command, onLine, onEnd);
  }

  renew(): void {
    this.#current.renew();
  }

  close(): Promise<void> {
    return this.#current.close();
  }
}
